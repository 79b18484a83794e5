import type {PlaceKind} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import {mentionReason} from './classify.ts'
import {detectors} from './detectors.ts'
import {inBatches} from './in-batches.ts'
import {readSource} from './read-source.ts'
import type {SourceFile} from './source-file.ts'
import {readToml} from './toml-entries.ts'

/** A component or a target that a repository wants to have in its toolchain, and the first place that says so. */
export type ToolchainWish = {
  readonly kind: 'component' | 'target'
  /** `clippy`; `wasm32-wasip2`. */
  readonly name: string
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** A toolchain file lists it: rustup refuses to work there without. The others only some command would miss. */
  readonly isListed?: true
}

/**
 * What toolchain files list, the wasm targets that commands and workflows build for, and the components of `cargo clippy`
 * and `cargo fmt`. Other machines' targets in a build matrix are no wish of this one. Each once, by name.
 */
export async function findToolchainWishes({tree}: {readonly tree: Tree}): Promise<readonly ToolchainWish[]> {
  const candidates = (await tree.list()).flatMap(path => {
    const place = detectors.find(({accepts}) => accepts(path))?.place
    return place !== undefined && placesWithWishes.includes(place) && mentionReason(path, place) === undefined
      ? [{path, place}]
      : []
  })
  const wishes = await inBatches(candidates, 16, async ({path, place}) => {
    const source = await readSource(tree, path)
    if (source.kind === 'left-out') return []
    return [...(place === 'toolchain-file' ? listedWishes(source.file) : []), ...commandWishes(source.file)]
  })
  const all = wishes.flat()
  const idOf = ({kind, name}: ToolchainWish) => `${kind} ${name}`
  const listed = new Set(all.filter(({isListed}) => isListed).map(idOf))
  const first = new Map(all.toReversed().map(wish => [idOf(wish), wish]))
  const told = [...first].map(([id, wish]) => (listed.has(id) ? {...wish, isListed: true as const} : wish))
  return told.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name))
}

const placesWithWishes: readonly PlaceKind[] = ['toolchain-file', 'workflow', 'makefile', 'cargo-config']

function listedWishes({path, text}: SourceFile): readonly ToolchainWish[] {
  const toml = readToml(text)
  if (toml.kind === 'broken') return []
  return toml.entries.flatMap(entry => {
    const [table, key] = entry.path
    const kind = wishLists.get(key ?? '')
    if (table !== 'toolchain' || kind === undefined || typeof entry.value !== 'string') return []
    if (!/^[\w.-]{1,80}$/.test(entry.value)) return []
    return [
      {kind, name: entry.value.replace(/-preview$/, ''), path, line: lineOf(text, entry.span.start), isListed: true},
    ]
  })
}

function commandWishes({path, text}: SourceFile): readonly ToolchainWish[] {
  return text.split('\n').flatMap((whole, index) => {
    const line = whole.slice(0, longestLine)
    if (onlyTalks.test(line)) return []
    const at = {path, line: index + 1}
    const targets = /target/.test(line) ? [...line.matchAll(/(?<![\w-])wasm32-[a-z][a-z0-9-]{2,40}/g)] : []
    return [
      ...targets.map(([name]) => ({kind: 'target' as const, name, ...at})),
      ...(/\bcargo clippy\b/.test(line) ? [{kind: 'component' as const, name: 'clippy', ...at}] : []),
      ...(/\bcargo fmt\b/.test(line) ? [{kind: 'component' as const, name: 'rustfmt', ...at}] : []),
    ]
  })
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

const wishLists: ReadonlyMap<string, ToolchainWish['kind']> = new Map([
  ['components', 'component'],
  ['targets', 'target'],
])

/** Comments, names and descriptions; and `[target.wasm32-wasip1]`, which only says how it would be built. */
const onlyTalks = /^\s*(#|\/\/|\[|@?echo\b|-? ?(name|description):)/
const longestLine = 2000
