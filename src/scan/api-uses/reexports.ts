import {type ModuleNames, type Modules, readModules} from '../../rust-source/read-modules.ts'
import {resolvePath, seenFromOutside} from '../../rust-source/resolve-path.ts'
import type {RustParser} from '../../rust-source/rust-parser.ts'
import type {UserFile} from './packages.ts'

/** What files of the repository make known to others. */
export type Reexports = {
  readonly modules: Modules
  /** Whether a file can know a name of a family crate: it names the crate, or what another file re-exports of it. */
  concerns(user: UserFile): boolean
  /** Whether `bindgen!` generates code in the file's package. */
  hasBindgen(user: UserFile): boolean
  /** Whether some file defines a trait of this name. */
  definesTrait(name: string): boolean
  /** Whether some file defines a function of this name. */
  definesFunction(name: string): boolean
}

/**
 * Reads the modules that re-export names of family crates, and those that re-export these in turn. Only such files are
 * parsed.
 */
export async function readReexports(
  users: readonly UserFile[],
  loadParser: () => Promise<RustParser>,
): Promise<Reexports> {
  const modules = new Map<string, ModuleNames>()
  const seen = new Set<UserFile>()
  const exported = new Set<string>()
  for (let round = 0; round < mostRounds; round++) {
    const next = users.filter(
      user => !seen.has(user) && sharesNames(user.file.text) && (namesFamily(user) || namesAny(user, exported)),
    )
    for (const user of next) {
      seen.add(user)
      readInto(modules, user, await loadParser())
    }
    for (const user of next) for (const name of familyNamesOf(user, modules)) exported.add(name)
    if (next.length === 0) break
  }
  const named = (pattern: RegExp) =>
    new Set(users.flatMap(({file}) => [...file.text.matchAll(pattern)].map(([, name]) => name)))
  const traits = named(/\btrait\s+(\w+)/g)
  const functions = named(/\bfn\s+(\w+)/g)
  const bindgenPackages = new Set(users.filter(hasBindgenCall).map(({owner}) => owner))
  return {
    modules,
    concerns: user =>
      namesFamily(user) || namesAny(user, exported) || (bindgenPackages.has(user.owner) && callsGenerated(user)),
    definesTrait: name => traits.has(name),
    definesFunction: name => functions.has(name),
    hasBindgen: ({owner}) => bindgenPackages.has(owner),
  }
}

function readInto(modules: Map<string, ModuleNames>, {file, module, owner}: UserFile, parser: RustParser): void {
  const [crate = ''] = module
  try {
    const read = parser.withTree(file.text, root => readModules(root, module))
    for (const [path, names] of read?.modules ?? [])
      modules.set(path, merged(modules.get(path), seenFromOutside(names, crate, owner.crates)))
    modules.set(crate, merged(modules.get(crate), none))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}

/** Local names of a file's modules that stand for something of a family crate. */
function familyNamesOf({module, owner}: UserFile, modules: Modules): readonly string[] {
  const prefix = module.join('::')
  const names = {own: modules, locals: [], others: modules, crate: module[0] ?? '', crates: owner.crates}
  return [...modules]
    .filter(([path]) => path === prefix || path.startsWith(`${prefix}::`))
    .flatMap(([path, {names: known, globs}]) => {
      const here = {module: path.split('::'), offset: 0}
      const isFamily = (written: readonly string[]) =>
        resolvePath(written, here, names).some(one => owner.familyNames.some(name => isIn(one, owner.crates.get(name))))
      const own = [...known].filter(([, written]) => isFamily(written)).map(([name]) => name)
      return globs.some(isFamily) ? [...own, path.slice(path.lastIndexOf(':') + 1)] : own
    })
}

function isIn(path: string, crate: string | undefined): boolean {
  return crate !== undefined && (path === crate || path.startsWith(`${crate}::`))
}

/** One module may stand in two files: `lib.rs` and `main.rs`. */
function merged(first: ModuleNames | undefined, second: ModuleNames): ModuleNames {
  if (first === undefined) return second
  return {
    names: new Map([...first.names, ...second.names]),
    globs: [...first.globs, ...second.globs],
    items: new Set([...first.items, ...second.items]),
  }
}

function namesFamily({file, owner}: UserFile): boolean {
  return owner.familyNames.some(name => hasWord(file.text, name))
}

function namesAny({file}: UserFile, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false
  for (const [word] of file.text.matchAll(/[A-Za-z_]\w*/g)) if (names.has(word)) return true
  return false
}

/** `wasmtime::component::bindgen!`, or the bare name in a file that names the crate. */
function hasBindgenCall(user: UserFile): boolean {
  const {file, owner} = user
  if (!file.text.includes('bindgen!') || !namesFamily(user)) return false
  return [...file.text.matchAll(/bindgen!/g)].some(({index}) => {
    const before = /((?:\w+::)*)$/.exec(file.text.slice(Math.max(0, index - longestPath), index))?.[1] ?? ''
    const [crate = ''] = before.split('::')
    return crate === '' || crate === 'component' || owner.familyNames.includes(crate)
  })
}

/** What is called on generated code in files that name neither the crate nor anything of it. */
function callsGenerated({file}: UserFile): boolean {
  return /\b(add_to_linker|add_to_linker_get_host|instantiate|instantiate_async|instantiate_pre|GetHost|HostWithStore|async_trait)\b/.test(
    file.text,
  )
}

/** Files whose imports others may see: they re-export, or they have modules in other files. */
export function sharesNames(text: string): boolean {
  return /\bpub\s*(\([^)]{0,40}\)\s*)?(use|type)\b|^[ \t]*(pub\s*(\([^)]{0,40}\)\s*)?)?mod\s+\w+;/m.test(text)
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (!/\w/.test(text[at - 1] ?? ' ') && !/\w/.test(text[at + word.length] ?? ' ')) return true
  return false
}

const none: ModuleNames = {names: new Map(), globs: [], items: new Set()}
const mostRounds = 4
const longestPath = 100
