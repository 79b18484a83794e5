import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {ChangelogItem} from '../editors/changelog-entry.ts'

/** Something that got another version. `before` is null where it isn't known. */
export type Raised = {readonly names: readonly string[]; readonly before: string | null; readonly after: string}

/** What an upgrade did that its users notice. */
export type Noticed = {
  /** Rust under the name `Rust`. */
  readonly raised: readonly Raised[]
  readonly movedTarget: boolean
  /** The edition that was asked for and reached. */
  readonly edition: string | null
}

/** The lines of a changelog about an upgrade: what people who build or use the repository have to know. */
export function changelogItems({raised, movedTarget, edition}: Noticed): readonly ChangelogItem[] {
  const {old, new: renamed} = wasiTargetRename
  return [
    ...raised.map(raiseItem),
    ...(movedTarget
      ? [{verb: move, rest: `the wasm target from \`${old}\` to \`${renamed}\``, words: ['target', renamed]}]
      : []),
    ...(edition === null ? [] : [{verb: move, rest: `to edition ${edition}`, words: ['edition', edition]}]),
  ]
}

function raiseItem({names, before, after}: Raised): ChangelogItem {
  const name = names[0] === 'Rust' ? 'Rust' : listed(names)
  const from = before === null || before.includes(',') ? '' : ` from ${before}`
  return {verb: raise, rest: `${name}${from} to ${after}`, words: [names[0] ?? '', after]}
}

/** `wasmtime`, `wasmtime and wasmtime-wasi`, `a, b and c`. */
function listed(names: readonly string[]): string {
  const coded = names.map(name => `\`${name}\``)
  return coded.length < 2 ? coded.join('') : `${coded.slice(0, -1).join(', ')} and ${coded.at(-1)}`
}

const raise = {imperative: 'Raise', past: 'Raised'}
const move = {imperative: 'Move', past: 'Moved'}
