import type {Known} from './read-known.ts'

/** What is on disk of each crate, read once and again when cargo has written. */
export type KnownCrates = {
  read(crate: string): Promise<Known | undefined>
  /**
   * After cargo was asked. Gives the crates of which cargo wrote down an answer that it could make nothing of, which throws away
   * what it had; here, what it had still counts.
   */
  readAgain(crates: readonly string[]): Promise<readonly string[]>
}

/** Keeps what `readCrate` gives. Read a crate before cargo is asked when it is to survive an unreadable answer. */
export function knownCrates(readCrate: (crate: string) => Promise<Known | undefined>): KnownCrates {
  const kept = new Map<string, Promise<Known | undefined>>()

  const read = (crate: string) => {
    const found = kept.get(crate) ?? readCrate(crate).then(withVersionsOnce)
    kept.set(crate, found)
    return found
  }

  const isGarbled = async (crate: string) => {
    const [before, after] = await Promise.all([kept.get(crate), readCrate(crate).then(withVersionsOnce)])
    const garbled = after !== undefined && after.versions().length === 0
    kept.set(crate, Promise.resolve(garbled ? before : after))
    return garbled
  }

  return {
    read,
    async readAgain(crates) {
      const garbled = await Promise.all(crates.map(isGarbled))
      return crates.filter((_, index) => garbled[index])
    },
  }
}

function withVersionsOnce(known: Known | undefined): Known | undefined {
  if (known === undefined) return undefined
  let versions: ReturnType<Known['versions']> | undefined
  return {
    ...known,
    versions() {
      versions ??= known.versions()
      return versions
    },
  }
}
