import type {Node} from './rust-parser.ts'

/** The nodes around a node, innermost first. Finding a parent takes the longer the deeper it is, so there is an end. */
export function* ancestors(node: Node): Generator<Node> {
  let at = node.parent
  for (let count = 0; at !== null && count < mostAncestors; count++) {
    yield at
    at = at.parent
  }
}

/** The nearest node around of one of these types. */
export function closest(node: Node, ...types: readonly string[]): Node | undefined {
  for (const at of ancestors(node)) if (types.includes(at.type)) return at
  return undefined
}

const mostAncestors = 400
