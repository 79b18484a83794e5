import type {LocalUse, ModuleNames, Modules} from './read-modules.ts'

/** Where names are looked up: the own file's modules first, then those of other files. */
export type Names = {
  readonly own: Modules
  readonly locals: readonly LocalUse[]
  readonly others: Modules
  /** The name under which the package's own code is known, what `crate` stands for. */
  readonly crate: string
  /** Names of other crates as this package writes them → as they are called: a renamed dependency has another one. */
  readonly crates: ReadonlyMap<string, string>
}

/** A place in a file: the module it stands in, and its offset. */
export type Here = {readonly module: readonly string[]; readonly offset: number}

type Path = readonly string[]

/**
 * The names of a module so that they mean the same when another crate looks at them: `crate` and the names of crates
 * are those of the package that the module belongs to.
 */
export function seenFromOutside(
  {names, globs, items}: ModuleNames,
  crate: string,
  crates: ReadonlyMap<string, string>,
): ModuleNames {
  const absolute = ([first = '', ...rest]: Path): Path => {
    if (first === 'crate') return [full, crate, ...rest]
    if (first === '') return [full, crates.get(rest[0] ?? '') ?? rest[0] ?? '', ...rest.slice(1)]
    const known = items.has(first) ? undefined : crates.get(first)
    return known === undefined ? [first, ...rest] : [full, known, ...rest]
  }
  return {names: new Map([...names].map(([name, path]) => [name, absolute(path)])), globs: globs.map(absolute), items}
}

/**
 * The full paths a written path may stand for, such as `wasmtime::component::Linker`. Several when it may come from one
 * of several globs; none when nothing is known of its first name. Names of the own package begin with its own name.
 */
export function resolvePath(written: Path, {module, offset}: Here, names: Names): readonly string[] {
  const local = names.locals.filter(({start, end}) => start <= offset && offset < end).map(use => use.names)
  const found = resolve(written, {names, module, local, depth: 0, steps: {left: mostSteps}})
  return [...new Set(found.map(path => path.join('::')))]
}

type Search = {
  readonly names: Names
  readonly module: Path
  readonly local: readonly ModuleNames[]
  readonly depth: number
  /** Globs of globs would take forever; shared by the whole search. */
  readonly steps: {left: number}
}

function resolve([first = '', ...rest]: Path, search: Search): readonly Path[] {
  const {names, module, depth} = search
  if (depth > deepest || --search.steps.left < 0) return []
  const [next = '', ...after] = rest
  switch (first) {
    case '':
      return names.crates.has(next) ? follow([names.crates.get(next) ?? next, ...after], search) : []
    case full:
      return follow(rest, search)
    case 'crate':
    case '$crate':
      return follow([names.crate, ...rest], search)
    case 'self':
      return follow([...module, ...rest], search)
    case 'super':
      return resolve(['self', ...rest], {...search, module: module.slice(0, -1), local: []})
    default:
      return lookUp(first, search).flatMap(base => follow([...asCrate(base, first, rest, search), ...rest], search))
  }
}

/** `use anyhow::anyhow` brings a macro, which nothing is below of: `anyhow::Error` begins with the crate all the same. */
function asCrate(base: Path, first: string, rest: Path, {names}: Search): Path {
  const crate = names.crates.get(first)
  const isMacro = crate !== undefined && rest.length > 0 && base.length === 2 && base[0] === crate && base[1] === first
  return isMacro ? [crate] : base
}

/** What one name stands for in a scope: nearer ones hide those further out, globs come last. */
function lookUp(name: string, search: Search): readonly Path[] {
  for (const scope of [...search.local.toReversed(), ...modulesAt(search.module, search.names)]) {
    const target = scope.names.get(name)
    if (target !== undefined) return imported(name, target, search)
    if (scope.items.has(name)) return [[...search.module, name]]
  }
  const known = search.names.crates.get(name)
  const globs = [...search.local, ...modulesAt(search.module, search.names)].flatMap(({globs}) => globs)
  const throughGlobs = globs.flatMap(glob => throughGlob(glob, name, search))
  return known === undefined ? throughGlobs : [[known]]
}

/** `use wasmtime;` and `use wasmtime as w;` name a crate; the rest is looked up in the same module without the locals. */
function imported(name: string, target: Path, search: Search): readonly Path[] {
  const [first = ''] = target
  if (first === full) return resolve(target, {...search, depth: search.depth + 1})
  const crate = search.names.crates.get(first)
  if (crate !== undefined && (first === name || !isDeclared(first, search))) {
    return follow([crate, ...target.slice(1)], search)
  }
  if (first === name) return []
  return resolve(target, {...search, depth: search.depth + 1})
}

function isDeclared(name: string, {module, names}: Search): boolean {
  return modulesAt(module, names).some(scope => scope.names.has(name) || scope.items.has(name))
}

function throughGlob(glob: Path, name: string, search: Search): readonly Path[] {
  if (search.depth > deepest || glob[0] === name || --search.steps.left < 0) return []
  return resolve(glob, {...search, depth: search.depth + 1}).flatMap(base => {
    if (isOwn(base, search.names)) return within(base, name, search)
    return [[...base, name]]
  })
}

/** Follows re-exports: as long as the path leads through a known module that imports the next name from elsewhere. */
function follow(path: Path, search: Search): readonly Path[] {
  const {names, depth} = search
  if (depth > deepest || !isOwn(path, names)) return [path]
  for (let length = path.length - 1; length > 0; length--) {
    const module = path.slice(0, length)
    if (modulesAt(module, names).length === 0) continue
    const rest = path.slice(length + 1)
    const found = within(module, path[length] ?? '', search)
    const leads = found.map(base => [...base, ...rest])
    return leads.length === 0 ? [path] : leads
  }
  return [path]
}

/** A name of another module of a known package. */
function within(module: Path, name: string, search: Search): readonly Path[] {
  const inside = {...search, module, local: [], depth: search.depth + 1}
  for (const scope of modulesAt(module, search.names)) {
    const target = scope.names.get(name)
    if (target !== undefined) return imported(name, target, inside)
    if (scope.items.has(name)) return [[...module, name]]
  }
  return modulesAt(module, search.names).flatMap(({globs}) => globs.flatMap(glob => throughGlob(glob, name, inside)))
}

function modulesAt(module: Path, {own, others}: Names): readonly ModuleNames[] {
  const key = module.join('::')
  return [own.get(key), others.get(key)].filter(found => found !== undefined)
}

function isOwn([first = '']: Path, {crate, others}: Names): boolean {
  return first === crate || others.has(first)
}

/** In front of a path that begins with the name of a crate, whatever is called so here. */
const full = '<crate>'
const deepest = 12
const mostSteps = 2000
