import { checksumOf, type Simulation } from '../../simulation.ts'
import { type Check, verdictOf } from '../check.ts'
import { escapeHtml } from './escape-html.ts'
import { plotSvg } from './plot-svg.ts'
import { reportSummary } from './report-table.ts'

const style = `
:root { color-scheme: light dark; --text: #0f172a; --quiet: #475569; --page: #f8fafc; --card: #fff; --rule: #e2e8f0;
  --s0: #4f46e5; --s1: #d97706; --pass: #047857; --fail: #b91c1c; }
@media (prefers-color-scheme: dark) { :root { --text: #f1f5f9; --quiet: #94a3b8; --page: #0f172a; --card: #1e293b;
  --rule: #334155; --s0: #a5b4fc; --s1: #fbbf24; --pass: #6ee7b7; --fail: #fca5a5; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 1200px; margin: 0 auto; padding: 24px 16px 48px }
h1 { margin: 0; font-size: 24px } h2 { margin: 0; font-size: 16px }
.quiet { color: var(--quiet) }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); gap: 16px; margin-top: 24px }
section { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 16px; overflow-wrap: anywhere }
.verdict { font-weight: 600 } .pass { color: var(--pass) } .FAIL { color: var(--fail) } .too { color: var(--quiet) }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 8px 0; font-size: 13px } dt { color: var(--quiet) } dd { margin: 0 }
svg { display: block; width: 100%; height: auto } svg text { fill: var(--quiet); font-size: 12px }
.grid { stroke: var(--rule) } .line { fill: none; stroke-width: 2 }
.s0.bar, .s0.dot { fill: var(--s0) } .s1.bar, .s1.dot { fill: var(--s1) }
.s0.line { stroke: var(--s0) } .s1.line { stroke: var(--s1) }
.s0.key-line { fill: var(--s0) } .s1.key-line { fill: var(--s1) }
.band { fill: var(--s1); opacity: .35 } .bar { opacity: .85 }
details { margin-top: 24px } pre { overflow: auto; background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 12px }
`

/** The report as one HTML file that needs nothing else. */
export function reportPage(simulation: Simulation, checks: readonly Check[]): string {
  const { scenario, seed } = simulation
  const title = `Scenario ${scenario.name}, seed ${seed}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p class="quiet">${scenario.users.toLocaleString('en-US')} accounts over ${scenario.months} months from ${escapeHtml(scenario.start)}.
Held against twenty-one facts about real services: ${escapeHtml(reportSummary(checks))}</p>
<div class="cards">
${checks.map(card).join('\n')}
</div>
<details>
<summary>Every knob of the scenario</summary>
<pre tabindex="0">${escapeHtml(JSON.stringify(scenario, null, 2))}</pre>
<p class="quiet">Checksum ${checksumOf(simulation)}</p>
</details>
</main>
</body>
</html>
`
}

function card(check: Check): string {
  const verdict = verdictOf(check)
  return `<section>
<h2>${check.number}. ${escapeHtml(check.fact)}</h2>
<span class="verdict ${verdict}">${verdict === 'FAIL' ? 'fails' : verdict === 'pass' ? 'passes' : `too little data to tell: needs ${check.needs}`}</span>
<dl>
<dt>target</dt><dd>${escapeHtml(check.target)}</dd>
<dt>measured</dt><dd>${escapeHtml(check.measured)}</dd>
<dt>of</dt><dd>${escapeHtml(check.sample)}</dd>
</dl>
${plotSvg(check.plot, `Plot of check ${check.number}: ${check.measured}`)}
</section>`
}
