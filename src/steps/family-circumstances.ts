import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Tree} from '../domain/ports.ts'
import type {Manifest, Requirement, Survey} from '../domain/survey.ts'
import type {ManifestDependency} from '../rules/manifest/manifest-dependency.ts'
import type {Circumstances} from '../rules/manifest/manifest-rule.ts'
import {readTexts} from '../scan/api-uses/source-texts.ts'
import {workspaceEntry} from '../scan/member-requirements.ts'
import {splitPath} from '../scan/source-file.ts'

/** Tells what stands elsewhere and decides about an entry of a manifest. */
export type TellCircumstances = (dependency: ManifestDependency, manifest: Manifest) => Circumstances

type Read = Pick<Tree, 'list' | 'readText' | 'readUpTo'>

/**
 * Reads what the rules for manifests want to know of the packages that take wasmtime. The code is only searched for what is
 * behind a feature since 23 when the way leads there.
 */
export async function familyCircumstances(
  tree: Read,
  {manifests}: Pick<Survey, 'manifests'>,
  passes: (major: number) => boolean,
): Promise<TellCircumstances> {
  const takers = manifests.filter(({requirements}) => requirements.some(({crate}) => crate === 'wasmtime'))
  const noStd = new Set<string>()
  for (const {path} of takers) if (await isNoStd(tree, splitPath(path).folder)) noStd.add(path)
  const meeting = passes(23) ? await withKeys(tree, takers) : new Set()
  const takersOf = workspaceTakers(manifests)
  return (dependency, {path}) => {
    const taking = dependency.table === 'workspace.dependencies' ? takersOf(dependency.key, path) : []
    return {
      alsoOn: new Set(taking[0]?.features.filter(name => taking.every(({features}) => features.includes(name)))),
      isNoStd: [path, ...taking.map(entry => entry.manifest)].some(one => noStd.has(one)),
      meets: new Set(meeting.has(path) ? ['mpk-feature'] : []),
    }
  }
}

/** The members' entries that stand for one of the workspace's, by its key and the workspace's manifest. */
function workspaceTakers(manifests: readonly Manifest[]): (key: string, root: string) => readonly Requirement[] {
  const takers = new Map<string, Requirement[]>()
  for (const entry of manifests.flatMap(({requirements}) => requirements)) {
    if (entry.source !== 'workspace' || !isOfFamily(entry.crate)) continue
    const offered = workspaceEntry(entry, manifests)
    const id = `${offered?.manifest} ${offered?.key}`
    takers.set(id, [...(takers.get(id) ?? []), entry])
  }
  return (key, root) => takers.get(`${root} ${key}`) ?? []
}

function isOfFamily(crate: string): boolean {
  return isFamily(crate) || isCompanion(crate)
}

/** Also behind a condition: then the standard library is done without at times. */
async function isNoStd(tree: Read, folder: string): Promise<boolean> {
  const prefix = folder === '' ? '' : `${folder}/`
  const texts = await Promise.all(['src/lib.rs', 'src/main.rs'].map(file => tree.readText(prefix + file)))
  return texts.some(text => /^[ \t]*#!\[[^\n\]]*\bno_std\b/m.test(text ?? ''))
}

/** The manifests of packages whose code names memory protection keys; nothing else has these names. */
async function withKeys(tree: Read, takers: readonly Manifest[]): Promise<ReadonlySet<string>> {
  const folders = takers.map(({path}) => ({path, prefix: path.replace(/[^/]*$/, '')}))
  const nearest = folders.toSorted((a, b) => b.prefix.length - a.prefix.length)
  const ownerOf = (file: string) => nearest.find(({prefix}) => file.startsWith(prefix))?.path
  const sources = (await tree.list()).filter(path => path.endsWith('.rs') && ownerOf(path) !== undefined)
  const {files} = await readTexts(tree, sources, ({text}) => /\bMpkEnabled\b|\.memory_protection_keys\b/.test(text))
  return new Set(files.flatMap(({path}) => ownerOf(path) ?? []))
}
