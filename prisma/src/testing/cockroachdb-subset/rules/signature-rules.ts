import type { Catalogue } from '../catalogue.ts'
import { familyOf, typeOf } from '../expression-type.ts'
import { isNode, nodesOf, type Place, type Tree, type TreeNode } from '../node-tree.ts'
import { functionReturns, isCast, isUnwrittenCast, operatorReturns } from './facts.ts'

/** How a cast, or a function, came to be in a statement, as primnodes.h numbers it. */
const written = '1'
const unwritten = '2'

const castFormats: Readonly<Record<string, string>> = {
  ARRAYCOERCEEXPR: 'coerceformat',
  COERCEVIAIO: 'coerceformat',
  FUNCEXPR: 'funcformat',
  RELABELTYPE: 'relabelformat',
}

/** What of a statement's functions, operators and casts CockroachDB has not, or answers in another type. */
export function signatureFaults(tree: Tree, catalogue: Catalogue): string[] {
  return [...nodesOf(tree)]
    .flatMap((place) => faultsOf(place, catalogue))
    .filter((fault) => fault !== undefined)
}

function faultsOf(place: Place, catalogue: Catalogue): (string | undefined)[] {
  const { node, above } = place
  const { fields } = node
  if (isCastNode(node)) return [castFault(node, above, catalogue)]
  if (node.type === 'OPEXPR' || node.type === 'NULLIFEXPR') {
    const sides = listOf(fields.args).map((side) => familyOf(typeOf(side, catalogue) ?? 'tuple'))
    return [operatorFault(String(fields.opno), sides, place, catalogue)]
  }
  if (node.type === 'SCALARARRAYOPEXPR') {
    const [value, array] = listOf(fields.args).map((side) => familyOf(typeOf(side, catalogue) ?? 'tuple'))
    return [
      operatorFault(String(fields.opno), [value ?? '', (array ?? '').replace(/\[\]$/, '')], place, catalogue),
    ]
  }
  if (node.type === 'FUNCEXPR')
    return [functionFault(String(fields.funcid), listOf(fields.args), place, catalogue)]
  if (node.type === 'WINDOWFUNC')
    return [functionFault(String(fields.winfnoid), listOf(fields.args), place, catalogue)]
  // `COUNT(*)` is of no arguments; those after the first that only order it are no arguments either.
  if (node.type === 'AGGREF' && fields.aggstar !== 'true') {
    const counted = listOf(fields.args).filter((entry) => isNode(entry) && entry.fields.resjunk !== 'true')
    return [functionFault(String(fields.aggfnoid), counted, place, catalogue)]
  }
  return []
}

function isCastNode({ type, fields }: TreeNode): boolean {
  const format = castFormats[type]
  if (format === undefined) return false
  return type !== 'FUNCEXPR' || fields[format] === written || fields[format] === unwritten
}

function castFault(node: TreeNode, above: readonly TreeNode[], catalogue: Catalogue): string | undefined {
  const [argument] = node.type === 'FUNCEXPR' ? listOf(node.fields.args) : [node.fields.arg]
  const from = typeOf(argument, catalogue) ?? 'a row'
  const to = typeOf(node, catalogue) ?? 'a row'
  if (node.fields[castFormats[node.type] ?? ''] === written)
    return isCast(from, to) ? undefined : `no cast of ${from} to ${to}`
  const isStored = above[0]?.type === 'TARGETENTRY' && /^[23]$/.test(String(above[1]?.fields.commandType))
  return isUnwrittenCast(from, to, isStored) ? undefined : `a cast of ${from} to ${to} that is not written`
}

function operatorFault(
  oid: string,
  sides: readonly string[],
  place: Place,
  catalogue: Catalogue,
): string | undefined {
  const name = catalogue.operators.get(oid)
  if (name === undefined) return `operator ${oid} of no known name`
  const [left, right] = sides.length === 1 ? ['', sides[0] ?? ''] : [sides[0] ?? '', sides[1] ?? '']
  const returns = operatorReturns(name, left, right)
  const shown = `${left} ${name} ${right}`.trim()
  if (returns === undefined) return `no operator ${shown}`
  if (shown === 'bigint / bigint')
    return 'bigint / bigint, which keeps its fraction there whatever it is cast to'
  return place.node.type === 'OPEXPR' ? otherType(shown, [returns], place, catalogue) : undefined
}

function functionFault(
  oid: string,
  given: readonly Tree[],
  place: Place,
  catalogue: Catalogue,
): string | undefined {
  const name = catalogue.routines.get(oid)
  if (name === undefined) return `function ${oid} of no known name`
  const types = given.map((argument) => familyOf(typeOf(argument, catalogue) ?? 'unknown'))
  const shown = `${name}(${types.join(', ')})`
  const returns = functionReturns(name, types)
  return returns.length === 0 ? `no function ${shown}` : otherType(shown, returns, place, catalogue)
}

/** A result whose type is another there stands under a cast that is written, so that what comes of it is the same. */
function otherType(
  shown: string,
  returns: readonly string[],
  { node, above: [parent] }: Place,
  catalogue: Catalogue,
): string | undefined {
  const here = familyOf(typeOf(node, catalogue) ?? 'unknown')
  if (returns.includes(here) || here === 'unknown') return undefined
  const isUnderCast =
    parent !== undefined && isCastNode(parent) && parent.fields[castFormats[parent.type] ?? ''] === written
  return isUnderCast
    ? undefined
    : `${shown} is ${returns.join(' or ')} there and ${here} here, and stands under no cast`
}

function listOf(tree: Tree): readonly Tree[] {
  return Array.isArray(tree) ? tree : []
}
