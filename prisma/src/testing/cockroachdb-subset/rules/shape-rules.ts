import type { Catalogue } from '../catalogue.ts'
import { typeOf } from '../expression-type.ts'
import { isNode, nodesOf, type Place, type Tree, type TreeNode } from '../node-tree.ts'

/** What a statement's shape makes CockroachDB refuse, or run as a loop over rows. */

/** Kinds of commands and of subqueries, as nodes.h and primnodes.h number them. */
const [update, remove] = ['2', '4']
const allSubquery = '1'
const anySubquery = '2'
const narrow = new Set(['integer', 'smallint'])

/** Kinds of nodes of which CockroachDB has the same: of others nobody has looked. */
const knownKinds = new Set(
  `QUERY RANGETBLENTRY ALIAS RTEPERMISSIONINFO FROMEXPR RANGETBLREF OPEXPR CONST TARGETENTRY VAR SORTGROUPCLAUSE PARAM
  SCALARARRAYOPEXPR ARRAYEXPR FUNCEXPR JOINEXPR BOOLEXPR BOOLEANTEST COALESCEEXPR SUBLINK SETOPERATIONSTMT AGGREF COMMONTABLEEXPR
  COERCEVIAIO MINMAXEXPR SQLVALUEFUNCTION RANGETBLFUNCTION CASEEXPR CASEWHEN ONCONFLICTEXPR INFERENCEELEM CASETESTEXPR WINDOWFUNC
  WINDOWCLAUSE COLLATEEXPR SUBSCRIPTINGREF NULLTEST NULLIFEXPR RELABELTYPE ARRAYCOERCEEXPR ROWEXPR ROWCOMPAREEXPR DISTINCTEXPR
  SETTODEFAULT`.split(/\s+/),
)

type Rule = (place: Place, catalogue: Catalogue) => string | undefined

/** @param text in which a statement for every row says so, by a comment with its reason */
export function shapeFaults(tree: Tree, text: string, catalogue: Catalogue): string[] {
  const meansEveryRow = /\/\* every row: [^*]+ \*\//.test(text)
  const rules: Rule[] = [
    ({ node }) => (knownKinds.has(node.type) ? undefined : `a ${node.type}, of which nobody has looked`),
    correlatedOffset,
    subqueryAsValue,
    lateral,
    ...(meansEveryRow ? [] : [everyRow]),
    narrowResult,
  ]
  return [...nodesOf(tree)].flatMap((place) =>
    rules.map((rule) => rule(place, catalogue)).filter((fault) => fault !== undefined),
  )
}

const correlatedOffset: Rule = ({ node }) =>
  node.type === 'QUERY' && node.fields.limitOffset !== undefined && isCorrelated(node)
    ? 'an OFFSET in a subquery that depends on the rows outside it, which stays a loop'
    : undefined

/** Whether a query has a column of a query around it. */
function isCorrelated(query: TreeNode): boolean {
  return [...nodesOf(query)].some(({ node, above }) => {
    if (node.type !== 'VAR') return false
    const depth = above.filter(({ type }) => type === 'QUERY').length
    return Number(node.fields.varlevelsup) >= depth
  })
}

const subqueryAsValue: Rule = ({ node, above: [parent] }) => {
  if (node.type !== 'SUBLINK') return undefined
  if (node.fields.subLinkType === allSubquery)
    return '… ALL (SELECT …), which cannot become a join; NOT EXISTS can'
  if (node.fields.subLinkType !== anySubquery) return undefined
  if (parent?.type === 'BOOLEANTEST')
    return '(… IN (SELECT …)) IS [NOT] TRUE, which cannot become a join; (NOT) EXISTS can'
  return parent?.type === 'BOOLEXPR' && parent.fields.boolop === 'not'
    ? 'NOT IN (SELECT …), which cannot become a join where a NULL could be; NOT EXISTS can'
    : undefined
}

/** Of a LATERAL query CockroachDB makes a join where it is an aggregate; the first rows by an index are read a row of the outer one at a time on every engine. */
const lateral: Rule = ({ node }) => {
  if (node.type !== 'RANGETBLENTRY' || node.fields.lateral !== 'true') return undefined
  const query = node.fields.subquery
  if (!isNode(query)) return 'LATERAL of a function'
  const { fields } = query
  const isAggregate = fields.hasAggs === 'true' && fields.groupClause === undefined
  const isFirstRows = fields.limitCount !== undefined && fields.sortClause !== undefined
  return isAggregate || isFirstRows || isPrismaRow(query) || !isCorrelated(query)
    ? undefined
    : 'LATERAL of what a join or a window says as well'
}

/** Prisma Client's row that another refers to, by its key and with a limit: of one row, so that the limit goes and a join is left. */
function isPrismaRow({ fields }: TreeNode): boolean {
  const targets = Array.isArray(fields.targetList) ? fields.targetList : []
  return targets.some((target) => isNode(target) && target.fields.resname === '__prisma_data__')
}

const everyRow: Rule = ({ node: { type, fields } }) => {
  if (type !== 'QUERY' || (fields.commandType !== update && fields.commandType !== remove)) return undefined
  const from = fields.jointree
  return isNode(from) && (from.fields.quals === undefined || isConstant(from.fields.quals))
    ? `${fields.commandType === update ? 'an UPDATE' : 'a DELETE'} of every row that does not say so`
    : undefined
}

function isConstant(tree: Tree): boolean {
  return isNode(tree) && tree.type === 'CONST'
}

/** A whole number that is no column is 64 bits wide there, which the driver reads as text. */
const narrowResult: Rule = ({ node, above: [query, ...others] }, catalogue) => {
  if (node.type !== 'TARGETENTRY' || node.fields.resjunk === 'true' || query?.type !== 'QUERY')
    return undefined
  const isReturned = query.fields.commandType === '1' || isAmong(query.fields.returningList, node)
  if (others.length > 0 || !isReturned || !narrow.has(typeOf(node, catalogue) ?? '')) return undefined
  return isWidthSaid(node.fields.expr, query)
    ? undefined
    : 'a whole number among the results whose width is not said'
}

function isAmong(list: Tree, node: TreeNode): boolean {
  return Array.isArray(list) && list.includes(node)
}

/** Whether a value is cast, or a column of a table; one of a subquery is what it is there. */
function isWidthSaid(value: Tree, query: TreeNode): boolean {
  if (!isNode(value)) return false
  if (value.type !== 'VAR') return value.type === 'FUNCEXPR' && value.fields.funcformat === '1'
  const range = entryOf(query.fields.rtable, Number(value.fields.varno))
  const inner = range?.fields.subquery ?? namedQuery(query, range?.fields.ctename)
  if (!isNode(inner)) return true
  const target = entryOf(inner.fields.targetList, Number(value.fields.varattno))
  return target === undefined || isWidthSaid(target.fields.expr, inner)
}

/** @param place counted from 1 */
function entryOf(list: Tree, place: number): TreeNode | undefined {
  const entry: Tree = Array.isArray(list) ? list[place - 1] : undefined
  return isNode(entry) ? entry : undefined
}

function namedQuery({ fields }: TreeNode, name: Tree): Tree {
  const named: readonly Tree[] = Array.isArray(fields.cteList) ? fields.cteList : []
  const found = named.find((entry) => isNode(entry) && name !== undefined && entry.fields.ctename === name)
  return isNode(found) ? found.fields.ctequery : undefined
}
