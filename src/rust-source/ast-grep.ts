import type {PackedFiles} from '../domain/ports.ts'

/** One match of a rule: its place, and what the variables stand for that were asked about, by `$NAME` or `$$$NAME`. */
export type RuleMatch = {readonly start: number; readonly end: number; readonly texts: ReadonlyMap<string, string>}

/** ast-grep on Rust. A matcher is what its rule files have under `rule`, `constraints`, `utils` and `transform`. */
export type AstGrep = {
  /** All matches in a text, in its order. Throws an Error with ast-grep's own words when the matcher is not valid. */
  matches(text: string, matcher: object, variables: readonly string[]): readonly RuleMatch[]
}

/** Loads ast-grep, about 50 ms, once; to be done when a repository has rules of its own. */
export function loadAstGrep(files: PackedFiles): Promise<AstGrep> {
  // Its glue is one module for everybody and remembers the memory of the first instance: a second one would read that.
  loaded ??= instantiate(files)
  return loaded
}

let loaded: Promise<AstGrep> | undefined

/** By hand: it would look for its WebAssembly, and for the grammar, in files of their own. */
async function instantiate(files: PackedFiles): Promise<AstGrep> {
  const [{Language, Parser}, glue, runtime, grammar, engine] = await Promise.all([
    import('web-tree-sitter'),
    import('@ast-grep/wasm/wasm_bg.js'),
    files.read('web-tree-sitter.wasm'),
    files.read('tree-sitter-rust.wasm'),
    files.read('ast-grep.wasm'),
  ])
  await Parser.init({wasmBinary: runtime})
  const loads = Object.keys(glue).filter(name => name.startsWith('__wbg_load_'))
  const imports = {...glue, ...Object.fromEntries(loads.map(name => [name, () => Language.load(grammar)]))}
  const {instance} = await WebAssembly.instantiate(engine, {'./wasm_bg.js': imports})
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  await glue.initializeTreeSitter()
  await glue.registerDynamicLanguage({rust: {libraryPath: 'rust', expandoChar: 'µ'}})
  return {matches: (text, matcher, variables) => matchesIn(glue.parse('rust', text), text, matcher, variables)}
}

type Glue = typeof import('@ast-grep/wasm')
type Root = ReturnType<Glue['parse']>
type Found = ReturnType<ReturnType<Root['root']>['findAll']>[number]

/** The tree is given back at once: nothing else frees it before the garbage collector does. */
function matchesIn(root: Root, text: string, matcher: object, variables: readonly string[]): readonly RuleMatch[] {
  try {
    const found = root.root().findAll(matcher)
    return found.map(node => {
      const texts = variables.map(name => [name, textOf(node, name, text)] as const)
      return {...offsets(node), texts: new Map(texts)}
    })
  } finally {
    root.getInnerTree()?.delete?.()
    root.free()
  }
}

/** A list stands for everything from its first to its last node, commas too. Unknown names stand for nothing. */
function textOf(node: Found, variable: string, text: string): string {
  const name = variable.replace(/^\$+/, '')
  if (!variable.startsWith('$$$')) return node.getMatch(name)?.text() ?? node.getTransformed(name) ?? ''
  const nodes = node.getMultipleMatches(name)
  const last = nodes.at(-1)
  return nodes[0] === undefined || last === undefined ? '' : text.slice(offsets(nodes[0]).start, offsets(last).end)
}

function offsets(node: Found): {start: number; end: number} {
  const {start, end} = node.range()
  return {start: start.index, end: end.index}
}
