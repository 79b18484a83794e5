import type {Manifest, Requirement} from '../domain/survey.ts'
import type {ManifestDraft} from './manifest.ts'
import {splitPath} from './source-file.ts'

/**
 * Fills in what members leave to their workspace: edition, rust-version, and for `workspace = true` dependencies the
 * crate's real name and the features the workspace adds. Requirements stay where they are written.
 */
export function resolveInheritance(drafts: readonly ManifestDraft[]): readonly Manifest[] {
  const byPath = new Map(drafts.map(draft => [draft.manifest.path, draft]))
  return drafts.map(draft => resolved(draft, workspaceOf(draft, byPath)))
}

function resolved(draft: ManifestDraft, workspace: ManifestDraft | undefined): Manifest {
  const {manifest, inherits} = draft
  if (workspace === undefined) return manifest
  const {edition, rustVersion} = workspace.offers
  return {
    ...manifest,
    ...(inherits.edition && edition !== undefined ? {edition} : {}),
    ...(inherits.rustVersion && rustVersion !== undefined ? {rustVersion} : {}),
    requirements: manifest.requirements.map(requirement => inherited(requirement, workspace.manifest)),
  }
}

function inherited(requirement: Requirement, workspace: Manifest): Requirement {
  if (requirement.source !== 'workspace') return requirement
  const origin = workspace.requirements.find(
    ({table, key}) => table === 'workspace.dependencies' && key === requirement.key,
  )
  if (origin === undefined) return requirement
  return {
    ...requirement,
    crate: origin.crate,
    defaultFeatures: origin.defaultFeatures,
    features: [...new Set([...origin.features, ...requirement.features])],
  }
}

/** The workspace a manifest belongs to: named by `package.workspace`, itself, or the nearest one above it. */
function workspaceOf(draft: ManifestDraft, byPath: ReadonlyMap<string, ManifestDraft>): ManifestDraft | undefined {
  const {folder} = splitPath(draft.manifest.path)
  if (draft.workspaceFolder !== undefined) return byPath.get(manifestIn(joined(folder, draft.workspaceFolder)))
  for (let parts = folder === '' ? [] : folder.split('/'); ; parts = parts.slice(0, -1)) {
    const candidate = byPath.get(manifestIn(parts.join('/')))
    if (candidate?.manifest.isWorkspaceRoot) return candidate
    if (parts.length === 0) return undefined
  }
}

function manifestIn(folder: string): string {
  return folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`
}

/** A relative folder seen from another, with `.` and `..` taken away. */
function joined(folder: string, relative: string): string {
  const parts: string[] = []
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
