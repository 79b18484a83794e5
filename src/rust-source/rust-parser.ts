import type {Node, Parser} from 'web-tree-sitter'
import type {PackedFiles} from '../domain/ports.ts'

/** Parses Rust. Trees live in memory that nothing frees by itself, so they are lent and taken back. */
export type RustParser = {
  /**
   * Lends the root of the text's syntax tree; no node may outlive the call. Broken code gives a tree with error nodes.
   * Undefined when the parser gave up.
   */
  withTree<Answer>(text: string, use: (root: Node) => Answer): Answer | undefined
}

export type {Node} from 'web-tree-sitter'

/** Loads the parser and the grammar, about 30 ms; to be done when the first Rust file has to be parsed. */
export async function loadRustParser(files: PackedFiles): Promise<RustParser> {
  const [{Language, Parser}, runtime, grammar] = await Promise.all([
    import('web-tree-sitter'),
    files.read('web-tree-sitter.wasm'),
    files.read('tree-sitter-rust.wasm'),
  ])
  await Parser.init({wasmBinary: runtime})
  const parser = new Parser()
  parser.setLanguage(await Language.load(grammar))
  return {withTree: (text, use) => lend(parser, text, use)}
}

function lend<Answer>(parser: Parser, text: string, use: (root: Node) => Answer): Answer | undefined {
  const tree = parser.parse(text)
  if (tree === null) return undefined
  try {
    return use(tree.rootNode)
  } finally {
    tree.delete()
  }
}
