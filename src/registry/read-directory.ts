import {parse, type TomlTable, type TomlValue} from 'smol-toml'
import type {MachineFiles, PublishedVersion} from '../domain/ports.ts'
import {isTable} from './cargo-config.ts'

/** A version in a vendored folder, and the manifest that tells it. */
export type Vendored = {readonly manifest: string; readonly version: PublishedVersion}

/** The versions of a crate in a vendored folder (absolute), as their manifests tell them; in the order of the folders' names. */
export async function readDirectory(files: MachineFiles, folder: string, crate: string): Promise<readonly Vendored[]> {
  const names = await files.list(folder)
  // `cargo vendor` names folders after the crate. Only a folder that somebody filled by hand has to be read whole.
  const likely = names.filter(
    name => name === crate || (name.startsWith(`${crate}-`) && /^\d/.test(name.slice(crate.length + 1))),
  )
  const found = await readManifests(files, folder, likely, crate)
  return found.length > 0 ? found : readManifests(files, folder, names.slice(0, maxFolders), crate)
}

async function readManifests(
  files: MachineFiles,
  folder: string,
  names: readonly string[],
  crate: string,
): Promise<readonly Vendored[]> {
  const found: Vendored[] = []
  for (const name of names) {
    const manifest = `${folder}/${name}/Cargo.toml`
    const text = await files.readText(manifest, maxBytes)
    const version = text?.includes(crate) ? versionIn(text, crate) : undefined
    if (version !== undefined) found.push({manifest, version})
  }
  return found
}

function versionIn(text: string, crate: string): PublishedVersion | undefined {
  const manifest = parsed(text)
  const {name, version, 'rust-version': rust} = tableAt(manifest, 'package')
  if (name !== crate || typeof version !== 'string') return undefined
  return {
    version,
    ...(typeof rust === 'string' ? {rust} : {}),
    isYanked: false,
    features: Object.fromEntries(Object.entries(tableAt(manifest, 'features')).map(([key, on]) => [key, texts(on)])),
    dependencies: [manifest, ...Object.values(tableAt(manifest, 'target')).filter(isTable)].flatMap(dependenciesOf),
  }
}

/** Dependencies of a manifest, or of one of its targets. */
function dependenciesOf(table: TomlTable): PublishedVersion['dependencies'] {
  return kinds.flatMap(([key, kind]) =>
    Object.entries(tableAt(table, key)).map(([name, stated]) => {
      const {package: renamed, version, optional} = isTable(stated) ? stated : {version: stated}
      return {
        crate: typeof renamed === 'string' ? renamed : name,
        requirement: typeof version === 'string' ? version : '*',
        kind,
        isOptional: optional === true,
      }
    }),
  )
}

function parsed(text: string): TomlTable {
  try {
    return parse(text)
  } catch {
    // Cargo refuses the folder then; here it is a crate that isn't known.
    return {}
  }
}

function tableAt(table: TomlTable, key: string): TomlTable {
  const value = table[key]
  return isTable(value) ? value : {}
}

function texts(value: TomlValue): readonly string[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : []
}

const kinds = [
  ['dependencies', 'normal'],
  ['build-dependencies', 'build'],
  ['dev-dependencies', 'dev'],
] as const
const maxBytes = 1024 * 1024
const maxFolders = 5000
