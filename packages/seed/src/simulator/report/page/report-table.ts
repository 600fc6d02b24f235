import Table from 'cli-table3'
import { type Check, verdictOf } from '../check.ts'

/** Words of a cell; the rest of a row is borders and the first two columns. */
const shares = { fact: 0.24, target: 0.32, measured: 0.24, of: 0.2 }
const fixedColumns = 22
const inWords = new Intl.ListFormat('en-US')

/** A row a check. @param width columns of the terminal */
export function reportTable(checks: readonly Check[], width: number): string {
  const words = Object.values(shares).map((share) => Math.max(12, Math.floor((width - fixedColumns) * share)))
  const table = new Table({
    head: ['#', '', ...Object.keys(shares)],
    colWidths: [4, 9, ...words],
    wordWrap: true,
    style: { head: [], border: [] },
  })
  for (const check of checks)
    table.push([check.number, verdictOf(check), check.fact, check.target, check.measured, check.sample])
  return `${table.toString()}\n${reportSummary(checks)}\n`
}

/** How many passed, failed, and could not be told, and what these need. */
export function reportSummary(checks: readonly Check[]): string {
  const count = (wanted: Check['passed']) => checks.filter(({ passed }) => passed === wanted).length
  const untold = checks.filter(({ passed }) => passed === undefined)
  const unknown =
    untold.length === 0 ? '' : `; ${untold.length} had too little data to tell: ${needsOf(untold)}`
  return `${count(true)} of ${checks.length} checks passed, ${count(false)} failed${unknown}.`
}

function needsOf(checks: readonly Check[]): string {
  const needs = [...new Set(checks.flatMap((check) => check.needs ?? []))]
  return inWords.format(
    needs.map((need) => {
      const numbers = checks.filter((check) => check.needs === need).map(({ number }) => String(number))
      return `${inWords.format(numbers)} ${numbers.length === 1 ? 'needs' : 'need'} ${need}`
    }),
  )
}
