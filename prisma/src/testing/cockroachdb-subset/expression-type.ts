import type { Catalogue } from './catalogue.ts'
import { isNode, type Tree, type TreeNode } from './node-tree.ts'

/** The field of a kind of node that holds the number of its type. */
const typeFields: Readonly<Record<string, string>> = {
  AGGREF: 'aggtype',
  ARRAYCOERCEEXPR: 'resulttype',
  ARRAYEXPR: 'array_typeid',
  CASEEXPR: 'casetype',
  CASETESTEXPR: 'typeId',
  COALESCEEXPR: 'coalescetype',
  COERCEVIAIO: 'resulttype',
  CONST: 'consttype',
  FUNCEXPR: 'funcresulttype',
  MINMAXEXPR: 'minmaxtype',
  NULLIFEXPR: 'opresulttype',
  OPEXPR: 'opresulttype',
  PARAM: 'paramtype',
  RELABELTYPE: 'resulttype',
  SETTODEFAULT: 'typeId',
  SQLVALUEFUNCTION: 'type',
  SUBSCRIPTINGREF: 'refrestype',
  VAR: 'vartype',
  WINDOWFUNC: 'wintype',
}

/** The type of a value, as PostgreSQL calls it; undefined of what has none of its own, such as a row. */
export function typeOf(tree: Tree, catalogue: Catalogue): string | undefined {
  if (!isNode(tree)) return undefined
  const field = typeFields[tree.type]
  if (field !== undefined) return catalogue.types.get(String(tree.fields[field]))
  if (tree.type === 'COLLATEEXPR') return typeOf(tree.fields.arg, catalogue)
  if (tree.type === 'TARGETENTRY') return typeOf(tree.fields.expr, catalogue)
  if (tree.type === 'SUBLINK') return subselectType(tree, catalogue)
  return /^(BOOLEXPR|BOOLEANTEST|DISTINCTEXPR|NULLTEST|ROWCOMPAREEXPR|SCALARARRAYOPEXPR)$/.test(tree.type)
    ? 'boolean'
    : undefined
}

/** Kinds of subqueries, as primnodes.h numbers them. */
const value = '4'
const array = '6'

function subselectType({ fields }: TreeNode, catalogue: Catalogue): string | undefined {
  if (fields.subLinkType !== value && fields.subLinkType !== array) return 'boolean'
  const query = fields.subselect
  const targets = isNode(query) ? query.fields.targetList : undefined
  const type = typeOf(Array.isArray(targets) ? targets[0] : undefined, catalogue)
  return type !== undefined && fields.subLinkType === array ? `${type}[]` : type
}

/**
 * The type that stands for all of its family, as the tables of facts name it: CockroachDB has one text, and whole numbers of several
 * widths are arguments of the same functions.
 */
export function familyOf(type: string): string {
  const plain = type.replace(/\(.*?\)/, '')
  if (plain.endsWith('[]')) return `${familyOf(plain.slice(0, -2))}[]`
  return families[plain] ?? plain
}

const families: Readonly<Record<string, string>> = {
  character: 'text',
  'character varying': 'text',
  integer: 'bigint',
  'information_schema.character_data': 'text',
  'information_schema.sql_identifier': 'text',
  json: 'jsonb',
  name: 'text',
  real: 'double precision',
  smallint: 'bigint',
}
