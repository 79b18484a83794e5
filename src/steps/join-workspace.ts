import {isFamily} from '../catalog/family.ts'
import type {Tree} from '../domain/ports.ts'
import type {Requirement, Survey} from '../domain/survey.ts'
import type {TomlChange} from '../editors/edit-toml.ts'
import type {ManifestDependency} from '../rules/manifest/manifest-dependency.ts'
import {lockfileOf} from '../scan/member-requirements.ts'
import {repeatedRequirements} from '../scan/repeated-requirements.ts'
import {splitPath} from '../scan/source-file.ts'
import {tomlEntries} from '../scan/toml-entries.ts'

/** A member that states a version although its workspace states one; `whyNot` when it can't be left to the workspace. */
export type Joining = {readonly own: Requirement; readonly workspace: Requirement; readonly whyNot: string | undefined}

/** Which members may leave a crate of the family to their workspace, so that the next upgrade has one place to change. */
export async function joinings(tree: Pick<Tree, 'readText'>, survey: Survey): Promise<readonly Joining[]> {
  const repeated = repeatedRequirements(survey.manifests, isFamily)
  const excluded = new Map<string, readonly string[]>()
  for (const {workspace} of repeated) {
    const text = excluded.has(workspace.manifest) ? undefined : await tree.readText(workspace.manifest)
    if (text !== undefined) excluded.set(workspace.manifest, excludedBy(workspace.manifest, text))
  }
  return repeated.map(({own, workspace}) => {
    const folders = excluded.get(workspace.manifest) ?? []
    return {own, workspace, whyNot: reasonAgainst(own, workspace) ?? membership(own, survey, folders)}
  })
}

/** The change that leaves a requirement to the workspace; undefined where the entry says what can't be inherited. */
export function joined({at, fields, isBareText}: ManifestDependency): TomlChange | undefined {
  if (isBareText) return {do: 'replace', at, value: '{ workspace = true }'}
  if ([...fields].some(field => !inheritable.includes(field))) return undefined
  return {do: 'replace-key', at: [...at, 'version'], key: 'workspace', value: 'true'}
}

/** Inheriting must switch no feature on or off that was off or on. */
function reasonAgainst(own: Requirement, workspace: Requirement): string | undefined {
  if (own.key !== workspace.key) return `it is called ${own.key} here and ${workspace.key} there`
  if (workspace.source !== 'registry') return `the workspace takes it from ${workspace.source}`
  if (own.defaultFeatures !== workspace.defaultFeatures) return 'only one of them has the default features'
  const more = workspace.features.filter(feature => !own.features.includes(feature))
  return more.length === 0 ? undefined : `the workspace switches on ${more.join(', ')} as well`
}

/** A member inherits something already, or is locked with the others and not excluded. */
function membership(own: Requirement, survey: Survey, excluded: readonly string[]): string | undefined {
  const {folder} = splitPath(own.manifest)
  if (excluded.some(other => folder === other || folder.startsWith(`${other}/`))) return 'the workspace excludes it'
  const manifest = survey.manifests.find(({path}) => path === own.manifest)
  if (manifest?.requirements.some(({source}) => source === 'workspace')) return undefined
  const locked = lockfileOf(survey, own.manifest)?.packages ?? []
  const isLocked = locked.some(({name, source}) => name === manifest?.packageName && source === undefined)
  return isLocked ? undefined : 'nothing says that it is a member'
}

function excludedBy(root: string, text: string): readonly string[] {
  const {folder} = splitPath(root)
  return tomlEntries(text)
    .filter(({path}) => path[0] === 'workspace' && path[1] === 'exclude')
    .map(({value}) => (folder === '' ? String(value) : `${folder}/${value}`).replace(/\/+$/, ''))
}

const inheritable = ['version', 'features', 'optional', 'default-features']
