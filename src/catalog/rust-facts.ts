import data from './data/rust.json' with {type: 'json'}

/** `wasm32-wasi` became `wasm32-wasip1`: from which Rust the new name is known, the old one warns, and is gone. */
export type TargetRename = {
  readonly old: string
  readonly new: string
  readonly newSince: string
  readonly oldWarnsSince: string
  readonly oldGoneSince: string
}

export const wasiTargetRename: TargetRename = data.wasiTarget

/** Least Rust whose Cargo can read a manifest of this edition: `2024` needs 1.85.0. Undefined for unknown editions. */
export function rustForEdition(edition: string): string | undefined {
  return data.editions.find(row => row.edition === edition)?.rust
}

/** Whether an edition came before another; false for unknown ones. */
export function isOlderEdition(edition: string, other: string): boolean {
  const [first, second] = [edition, other].map(one => data.editions.findIndex(row => row.edition === one))
  return first !== undefined && second !== undefined && first >= 0 && first < second
}

/** The edition after this one; undefined for the newest and for unknown ones. */
export function nextEdition(edition: string): string | undefined {
  const index = data.editions.findIndex(row => row.edition === edition)
  return index === -1 ? undefined : data.editions[index + 1]?.edition
}
