import type {Tree} from '../domain/ports.ts'
import type {Manifest} from '../domain/survey.ts'
import {mentionReason} from './classify.ts'
import {inBatches} from './in-batches.ts'
import {readSource} from './read-source.ts'
import {splitPath} from './source-file.ts'
import {readToml} from './toml-entries.ts'

/** One bench target of a package. */
export type Bench = {
  /** Of its package, relative to the root. */
  readonly manifest: string
  readonly packageName: string
  readonly name: string
  /** Features of the package without which it isn't built. */
  readonly features: readonly string[]
  /** Who measures: criterion, whose estimates can be read, or what else it is, in a few words. */
  readonly harness: 'criterion' | 'the harness of Rust’s own' | 'divan' | 'a harness of its own'
}

/** The bench targets of the repository's packages, as their manifests and cargo's own rules name them. Runs nothing. */
export async function findBenches(tree: Tree, manifests: readonly Manifest[]): Promise<readonly Bench[]> {
  const paths = await tree.list()
  const own = manifests.filter(
    ({path, packageName}) => packageName !== undefined && mentionReason(path, 'manifest') === undefined,
  )
  const found = await inBatches(own, 8, async manifest => {
    const targets = await targetsOf(tree, manifest, paths)
    return inBatches(targets, 4, target => benchOf(tree, manifest, target))
  })
  return found.flat()
}

/** As cargo sees it; the path is relative to the root. */
type Target = {
  readonly name: string
  readonly path: string
  readonly features: readonly string[]
  readonly hasOwnHarness: boolean
}

async function targetsOf(tree: Tree, {path}: Manifest, paths: readonly string[]): Promise<readonly Target[]> {
  const {folder} = splitPath(path)
  const below = folder === '' ? '' : `${folder}/`
  const found = discovered(paths, `${below}benches/`)
  const {stated, isDiscovering} = await statedBenches(tree, path)
  if (found.size === 0 && stated.length === 0) return []
  const named = stated.flatMap(({name, path: at, features = [], harness = true}) => {
    const source = at === undefined ? found.get(name) : `${below}${at.replace(/^\.\//, '')}`
    return name === '' || source === undefined ? [] : [{name, path: source, features, hasOwnHarness: !harness}]
  })
  const known = new Set(named.flatMap(({name, path: source}) => [name, source]))
  const others = [...found].filter(([name, source]) => isDiscovering && !known.has(name) && !known.has(source))
  return [...named, ...others.map(([name, source]) => ({name, path: source, features: [], hasOwnHarness: false}))]
}

/** `benches/name.rs` and `benches/name/main.rs`, by name. */
function discovered(paths: readonly string[], folder: string): ReadonlyMap<string, string> {
  return new Map(
    paths.flatMap(path => {
      const name = path.startsWith(folder)
        ? /^([\w-]+)(?:\.rs|\/main\.rs)$/.exec(path.slice(folder.length))?.[1]
        : undefined
      return name === undefined ? [] : [[name, path] as const]
    }),
  )
}

type Stated = {name: string; path?: string; features?: string[]; harness?: boolean}

/** The `[[bench]]` tables of a manifest, and whether cargo looks for others. */
async function statedBenches(
  tree: Tree,
  path: string,
): Promise<{readonly stated: readonly Stated[]; readonly isDiscovering: boolean}> {
  const source = await readSource(tree, path)
  if (source.kind !== 'read') return {stated: [], isDiscovering: false}
  if (!source.file.text.includes('bench')) return {stated: [], isDiscovering: true}
  const toml = readToml(source.file.text)
  if (toml.kind !== 'parsed') return {stated: [], isDiscovering: false}
  const tables: Stated[] = []
  let isDiscovering = true
  for (const {path: keys, value} of toml.entries) {
    if (keys.join('.') === 'package.autobenches' && value === false) isDiscovering = false
    if (keys[0] !== 'bench') continue
    const at = Number(keys[1])
    tables[at] ??= {name: ''}
    state(tables[at], keys[2] ?? '', value)
  }
  return {stated: tables.flat(), isDiscovering}
}

function state(table: Stated, key: string, value: unknown): void {
  if (key === 'name' && typeof value === 'string') table.name = value
  if (key === 'path' && typeof value === 'string') table.path = value
  if (key === 'harness' && value === false) table.harness = false
  if (key === 'required-features' && typeof value === 'string') table.features = [...(table.features ?? []), value]
}

async function benchOf(tree: Tree, {path, packageName = '', requirements}: Manifest, target: Target): Promise<Bench> {
  const {name, features, hasOwnHarness} = target
  const bench = {manifest: path, packageName, name, features}
  if (!hasOwnHarness) return {...bench, harness: 'the harness of Rust’s own'}
  const uses = (crate: string) => requirements.some(one => one.key === crate || one.crate === crate)
  const source = await readSource(tree, target.path)
  const known = harnesses.find(
    ({crate, spoken}) => uses(crate) && source.kind === 'read' && spoken.test(source.file.text),
  )
  return {...bench, harness: known?.crate ?? 'a harness of its own'}
}

/** By what a bench calls, outside of comments. */
const harnesses = [
  {crate: 'criterion', spoken: /^(?!\s*\/\/).*\bcriterion(?:::|_main!)/m},
  {crate: 'divan', spoken: /^(?!\s*\/\/).*\bdivan::/m},
] as const
