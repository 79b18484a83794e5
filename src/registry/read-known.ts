import {compare, valid} from 'semver'
import type {CrateSource, MachineFiles, PublishedVersion} from '../domain/ports.ts'
import {findIndexEntry} from './find-index-entry.ts'
import {cachedLines} from './index-cache.ts'
import {publishedVersions} from './index-entry.ts'
import {indexPath} from './index-path.ts'
import {readDirectory} from './read-directory.ts'

/** What is on disk of a crate. */
export type Known = {
  /** Oldest first; none when cargo was told something that it couldn't read. Parsed when asked for: it can be megabytes. */
  readonly versions: () => readonly PublishedVersion[]
  /** ISO time. */
  readonly writtenAt: string
}

/** What is known of a crate without asking anybody; undefined when that is nothing. `cargoHome` is absolute. */
export function readKnown(
  files: MachineFiles,
  cargoHome: string,
  source: CrateSource,
  crate: string,
): Promise<Known | undefined> {
  switch (source.kind) {
    case 'sparse':
    case 'git':
      return readIndexCache(files, cargoHome, source, crate)
    case 'local-registry':
      return readLocalRegistry(files, source.folder, crate)
    case 'directory':
      return readVendored(files, source.folder, crate)
    default:
      return source satisfies never
  }
}

async function readIndexCache(
  files: MachineFiles,
  cargoHome: string,
  source: CrateSource & {readonly kind: 'sparse' | 'git'},
  crate: string,
): Promise<Known | undefined> {
  const found = await findIndexEntry(files, cargoHome, source, crate)
  const bytes = found === undefined ? undefined : await files.read(found.path, maxBytes)
  const lines = bytes === undefined ? undefined : cachedLines(bytes)
  if (found === undefined || lines === undefined) return undefined
  return {versions: () => publishedVersions(lines), writtenAt: found.writtenAt}
}

async function readLocalRegistry(files: MachineFiles, folder: string, crate: string): Promise<Known | undefined> {
  const path = `${folder}/index/${indexPath(crate)}`
  const [text, writtenAt] = await Promise.all([files.readText(path, maxBytes), files.modifiedAt(path)])
  if (text === undefined || writtenAt === undefined) return undefined
  return {versions: () => publishedVersions(text.split('\n').filter(line => line.trim() !== '')), writtenAt}
}

async function readVendored(files: MachineFiles, folder: string, crate: string): Promise<Known | undefined> {
  const found = (await readDirectory(files, folder, crate)).filter(({version}) => valid(version.version) !== null)
  const times = await Promise.all(found.map(({manifest}) => files.modifiedAt(manifest)))
  const writtenAt = times
    .filter(time => time !== undefined)
    .toSorted()
    .at(-1)
  if (writtenAt === undefined) return undefined
  const versions = found.map(({version}) => version).toSorted((a, b) => compare(a.version, b.version))
  return {versions: () => versions, writtenAt}
}

const maxBytes = 64 * 1024 * 1024
