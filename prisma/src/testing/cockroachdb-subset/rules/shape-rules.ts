import type { Catalogue } from '../catalogue.ts'
import { typeOf } from '../expression-type.ts'
import { isNode, nodesOf, type Place, type Tree, type TreeNode } from '../node-tree.ts'

/** What a statement's shape makes CockroachDB refuse, or run as a loop over rows. */

/** Kinds of commands and of subqueries, as nodes.h and primnodes.h number them. */
const [update, remove] = ['2', '4']
const anySubquery = '2'
const integer = 'integer'

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
  if (node.type !== 'SUBLINK' || node.fields.subLinkType !== anySubquery) return undefined
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
  return isNode(from) && from.fields.quals === undefined
    ? `${fields.commandType === update ? 'an UPDATE' : 'a DELETE'} of every row that does not say so`
    : undefined
}

/** A whole number that is no column is 64 bits wide there, which the driver reads as text. */
const narrowResult: Rule = ({ node, above }, catalogue) => {
  if (node.type !== 'TARGETENTRY' || node.fields.resjunk === 'true' || above.length !== 1) return undefined
  if (above[0]?.fields.commandType !== '1' || typeOf(node, catalogue) !== integer) return undefined
  const value = node.fields.expr
  const isSaid =
    isNode(value) && (value.type === 'VAR' || (value.type === 'FUNCEXPR' && value.fields.funcformat === '1'))
  return isSaid ? undefined : 'a whole number among the results whose width is not said'
}
