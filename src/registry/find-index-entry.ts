import type {CrateSource, MachineFiles} from '../domain/ports.ts'
import {indexPath} from './index-path.ts'

/** A crate as some index tells it on disk. */
export type IndexEntry = {readonly path: string /** ISO time. */; readonly writtenAt: string}

/**
 * What cargo keeps of a crate from a registry; undefined when it never asked.
 *
 * Cargo names the folder of an index after its host and a hash, and how it makes that hash has changed. So every folder of the
 * host is looked at. Where there are several, the one counts whose `config.json` serves crates from nearest to the index (one host
 * can serve several registries); among equals the newest entry, since an older cargo leaves an older folder behind.
 */
export async function findIndexEntry(
  files: MachineFiles,
  cargoHome: string,
  source: CrateSource & {readonly kind: 'sparse' | 'git'},
  crate: string,
): Promise<IndexEntry | undefined> {
  const root = `${cargoHome}/registry/index`
  const folders = (await files.list(root)).filter(name => isOfSource(name, source.url))
  const found = await Promise.all(
    folders.map(async folder => {
      const path = `${root}/${folder}/.cache/${indexPath(crate)}`
      const writtenAt = await files.modifiedAt(path)
      if (writtenAt === undefined) return []
      const nearness = folders.length === 1 ? 0 : await nearnessOf(files, `${root}/${folder}`, source.url)
      return [{path, writtenAt, nearness}]
    }),
  )
  const [best] = found.flat().toSorted((a, b) => b.nearness - a.nearness || compareTexts(b.writtenAt, a.writtenAt))
  return best === undefined ? undefined : {path: best.path, writtenAt: best.writtenAt}
}

/** Folders are named `<host>-<hash>`: the host without a port, and nothing for an address without one (`file:`). */
function isOfSource(folder: string, url: string | undefined): boolean {
  const [, host] = /^(.*)-[0-9a-f]{16}$/.exec(folder) ?? []
  if (host === undefined) return false
  // Which of its hosts serves the index of crates.io is cargo's business.
  if (url === undefined) return host === 'crates.io' || host.endsWith('.crates.io')
  return host === (URL.canParse(url) ? new URL(url).hostname : '')
}

/** How many characters the addresses of the index and of its crates have in common. */
async function nearnessOf(files: MachineFiles, folder: string, url = ''): Promise<number> {
  const text = await files.readText(`${folder}/config.json`)
  const served = /"dl"\s{0,8}:\s{0,8}"([^"]{1,2000})"/.exec(text ?? '')?.[1] ?? ''
  let common = 0
  while (common < url.length && url[common] === served[common]) common++
  return common
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
