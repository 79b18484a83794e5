import {positionOf} from '../domain/edit.ts'
import type {Problem} from '../domain/problem.ts'
import type {Manifest} from '../domain/survey.ts'
import {type ManifestFault, manifestFaults} from './manifest-faults.ts'
import {readRequirements} from './requirements.ts'
import type {SourceFile} from './source-file.ts'
import {isAt, readToml, type TomlEntry, type TomlFile} from './toml-entries.ts'

/** A manifest as its own file states it, with what it leaves to its workspace. */
export type ManifestDraft = {
  readonly kind: 'manifest'
  readonly manifest: Manifest
  readonly inherits: {readonly edition: boolean; readonly rustVersion: boolean}
  /** `[workspace.package]`: what members inherit. */
  readonly offers: {readonly edition?: string; readonly rustVersion?: string}
  /** `package.workspace`: the folder of the workspace root, as written. */
  readonly workspaceFolder?: string
  /** What cargo would refuse in it, although it is TOML. */
  readonly problems: readonly Problem[]
}

/** Reads a Cargo.toml; a broken one is a problem that says where and what. */
export function readManifest(file: SourceFile): ManifestDraft | {readonly kind: 'broken'; readonly problem: Problem} {
  const toml = readToml(file.text)
  if (toml.kind === 'broken') return {kind: 'broken', problem: brokenManifest(file.path, toml)}
  const {entries} = toml
  const inherits = {edition: isInherited(entries, 'edition'), rustVersion: isInherited(entries, 'rust-version')}
  const lineOf = (offset: number) => positionOf(file.text, offset).line
  return {
    kind: 'manifest',
    manifest: {
      path: file.path,
      ...ownPackage(entries, inherits.edition),
      isWorkspaceRoot: [...toml.containers, ...entries].some(({path}) => path[0] === 'workspace'),
      features: readFeatures(toml),
      requirements: readRequirements(file.path, toml, lineOf),
    },
    inherits,
    offers: {
      ...present('edition', textAt(entries, 'workspace', 'package', 'edition')),
      ...present('rustVersion', textAt(entries, 'workspace', 'package', 'rust-version')),
    },
    ...present('workspaceFolder', textAt(entries, 'package', 'workspace')),
    problems: manifestFaults(file, toml).map(fault => rejectedManifest(file.path, fault)),
  }
}

type Package = {packageName?: string; edition?: string; rustVersion?: string}

function ownPackage(entries: readonly TomlEntry[], inheritsEdition: boolean): Package {
  const packageName = textAt(entries, 'package', 'name')
  // Cargo reads a package that names no edition as 2015.
  const unstated = packageName === undefined || inheritsEdition ? undefined : '2015'
  return {
    ...present('packageName', packageName),
    ...present('edition', textAt(entries, 'package', 'edition') ?? unstated),
    ...present('rustVersion', textAt(entries, 'package', 'rust-version')),
  }
}

function readFeatures({entries, containers}: TomlFile & {kind: 'parsed'}): Record<string, readonly string[]> {
  const names = containers.flatMap(({path: [table, name, deeper]}) =>
    table === 'features' && name !== undefined && deeper === undefined ? [name] : [],
  )
  return Object.fromEntries(
    names.map(name => [
      name,
      entries.filter(({path}) => path[0] === 'features' && path[1] === name).map(({value}) => String(value)),
    ]),
  )
}

function brokenManifest(path: string, at: {message: string; line: number; column: number}): Problem {
  return {
    code: 'manifest-broken',
    title: `Cannot read ${path}`,
    detail: `It is not valid TOML at line ${at.line}, column ${at.column}: ${at.message}.`,
    nextSteps: [`Repair ${path} at line ${at.line}, then run the wizard again.`],
    path,
    line: at.line,
    column: at.column,
  }
}

function rejectedManifest(path: string, {what, line, column}: ManifestFault): Problem {
  return {
    code: 'manifest-rejected',
    title: `${path} says something cargo can't use`,
    detail: `At line ${line}, column ${column}: ${what}.`,
    nextSteps: [`Repair ${path} at line ${line}, then run the wizard again.`],
    path,
    line,
    column,
  }
}

function isInherited(entries: readonly TomlEntry[], key: string): boolean {
  return entries.some(({path, value}) => value === true && isAt(path, 'package', key, 'workspace'))
}

function textAt(entries: readonly TomlEntry[], ...keys: readonly string[]): string | undefined {
  const value = entries.find(({path}) => isAt(path, ...keys))?.value
  return typeof value === 'string' ? value : undefined
}

/** An object with the property, or an empty one: absence is not `undefined`. */
function present<K extends string>(key: K, value: string | undefined): {[P in K]?: string} {
  const result: {[P in K]?: string} = {}
  if (value !== undefined) result[key] = value
  return result
}
