/**
 * PostgreSQL's parse tree of a statement, as the catalogue keeps it for a function in SQL (`pg_proc.prosqlbody`): nodes in braces with
 * named fields, lists in parentheses, words. The format is that of nodes/outfuncs.c in PostgreSQL's source.
 */
export interface TreeNode {
  type: string
  fields: Readonly<Record<string, Tree>>
}
/** A node, a list, a word, or nothing, which is written `<>`. */
export type Tree = TreeNode | readonly Tree[] | string | undefined

export function isNode(tree: Tree): tree is TreeNode {
  return tree instanceof Object && 'type' in tree
}

/** @throws Error where the text is of no such tree */
export function parseTree(text: string): Tree {
  const words = tokens(text)
  let at = 0
  const next = () => {
    const word = words[at++]
    if (word === undefined) throw new Error('the tree ends too early')
    return word
  }

  function one(): Tree {
    const word = next()
    if (word === '<>') return undefined
    if (word === '{') return node()
    if (word === '(') return list()
    return word
  }

  function list(): Tree[] {
    const items: Tree[] = []
    while (words[at] !== ')') items.push(one())
    at++
    return items
  }

  function node(): TreeNode {
    const type = next()
    const fields: Record<string, Tree> = {}
    while (words[at] !== '}') {
      const name = next().slice(1)
      const values: Tree[] = []
      while (!words[at]?.startsWith(':') && words[at] !== '}') values.push(one())
      // A constant's bytes are several words, of which nobody asks anything.
      fields[name] = values.length > 1 ? values : values[0]
    }
    at++
    return { type, fields }
  }

  return one()
}

function tokens(text: string): string[] {
  return text.match(/[{}()]|(?:\\[\s\S]|[^\s{}()\\])+/g) ?? []
}

/** A node among its ancestors, the nearest first. */
export interface Place {
  node: TreeNode
  above: readonly TreeNode[]
}

/** Every node of a tree. */
export function* nodesOf(tree: Tree, above: readonly TreeNode[] = []): Generator<Place> {
  if (isNode(tree)) {
    yield { node: tree, above }
    for (const value of Object.values(tree.fields)) yield* nodesOf(value, [tree, ...above])
  } else if (Array.isArray(tree)) {
    for (const item of tree) yield* nodesOf(item, above)
  }
}
