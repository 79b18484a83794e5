import {parse, TomlError, type TomlTable, type TomlValue} from 'smol-toml'
import {ProblemError} from '../domain/errors.ts'
import type {MachineFiles} from '../domain/ports.ts'
import {absolutePath, folderOf, foldersUpward, isWithin} from './absolute-path.ts'

/** One file of cargo's configuration. */
export type ConfigFile = {
  /** Absolute. */
  readonly path: string
  readonly table: TomlTable
  /** It came with the repository: somebody else may have written it. */
  readonly isBrought: boolean
}

/** Cargo's configuration as it counts in one folder. What comes first wins. */
export type CargoConfig = {
  readonly files: readonly ConfigFile[]
  /** The environment, which wins over every file. */
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** One value and the file or variable that states it. */
export type Stated = {readonly value: TomlValue; readonly in: string}

/** Where cargo's configuration is looked for. All folders are absolute. */
export type ConfigPlaces = {
  readonly files: MachineFiles
  /** The repository's root. */
  readonly root: string
  readonly cargoHome: string
  readonly variables: Readonly<Record<string, string | undefined>>
}

/**
 * Reads the files that cargo would: `.cargo/config.toml` (or `config`, which is older and wins) in the root and every folder above it,
 * then cargo's home, and what they include. Throws a ProblemError for a file that isn't TOML: cargo refuses to work then.
 */
export async function readCargoConfig({files, root, cargoHome, variables}: ConfigPlaces): Promise<CargoConfig> {
  const repository = await repositoryFolder(files, root)
  const folders = foldersUpward(root).map(folder => absolutePath(folder, '.cargo'))
  const found: ConfigFile[] = []
  const seen = new Set<string>()
  for (const folder of new Set([...folders, cargoHome])) {
    const isBrought = folder !== cargoHome && isWithin(folder, repository)
    for (const name of ['config', 'config.toml']) {
      const read = await readConfigFile(files, {path: `${folder}/${name}`, isBrought, seen})
      found.push(...read)
      if (read.length > 0) break
    }
  }
  return {files: found, variables}
}

/** The value that counts; undefined when nobody states one. Tables are merged by cargo: ask for what is in them. */
export function stated(config: CargoConfig, keys: readonly string[]): Stated | undefined {
  const variable = variableName(keys)
  // Cargo reads no variables for sources.
  const set = keys[0] === 'source' ? undefined : config.variables[variable]
  if (set !== undefined) return {value: set, in: variable}
  for (const file of config.files) {
    const value = valueAt(file.table, keys)
    if (value !== undefined) return {value, in: file.path}
  }
  return undefined
}

/** `net.offline` of cargo's configuration, where a variable is a text. */
export function isKeptOffline(config: CargoConfig): boolean {
  return String(stated(config, ['net', 'offline'])?.value) === 'true'
}

/** `stated`, when it is a text. */
export function statedText(
  config: CargoConfig,
  keys: readonly string[],
): (Stated & {readonly value: string}) | undefined {
  const found = stated(config, keys)
  return typeof found?.value === 'string' ? {...found, value: found.value} : undefined
}

/** The value in one file's table; undefined when there is none. */
export function valueAt(table: TomlTable, keys: readonly string[]): TomlValue | undefined {
  let value: TomlValue | undefined = table
  for (const key of keys) value = isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return value
}

/** Whether a value is a table, not a list, a date or plain. */
export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
}

/** A path in the configuration is relative to the folder above the one that its file is in. */
export function pathStatedIn(file: string, path: string): string {
  return absolutePath(folderOf(folderOf(file)), path)
}

/** The nearest folder with a `.git`, else the root itself: what is above it doesn't come with the repository. */
async function repositoryFolder(files: MachineFiles, root: string): Promise<string> {
  for (const folder of foldersUpward(root)) if ((await files.list(folder)).includes('.git')) return folder
  return root
}

type ToRead = {readonly path: string; readonly isBrought: boolean; readonly seen: Set<string>}

/** The file, and behind it what it includes: later names win over earlier ones. */
async function readConfigFile(files: MachineFiles, {path, isBrought, seen}: ToRead): Promise<readonly ConfigFile[]> {
  if (seen.has(path) || seen.size > maxFiles) return []
  seen.add(path)
  const text = await files.readText(path, maxBytes)
  if (text === undefined) return []
  const table = parsed(path, text)
  const included: ConfigFile[] = []
  for (const name of includedNames(table.include).toReversed()) {
    const below = {path: absolutePath(folderOf(path), name), isBrought, seen}
    included.push(...(await readConfigFile(files, below)))
  }
  return [{path, table, isBrought}, ...included]
}

function parsed(path: string, text: string): TomlTable {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    throw new ProblemError({
      code: 'cargo-config-broken',
      title: `Cargo's configuration in ${path} can't be read`,
      detail: error.message.split('\n')[0] ?? '',
      nextSteps: ['Mend the file: cargo refuses to work with it as well.'],
      path,
      line: error.line,
      column: error.column,
    })
  }
}

/** `include = "one.toml"`, a list of names, or of tables with a `path`. */
function includedNames(include: TomlValue | undefined): readonly string[] {
  if (include === undefined) return []
  return [include].flat().flatMap(one => {
    const name = isTable(one) ? one.path : one
    return typeof name === 'string' ? [name] : []
  })
}

/** `registries.my-own.index` is `CARGO_REGISTRIES_MY_OWN_INDEX`. */
function variableName(keys: readonly string[]): string {
  return `CARGO_${keys.map(key => key.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')).join('_')}`
}

const maxBytes = 1024 * 1024
const maxFiles = 100
