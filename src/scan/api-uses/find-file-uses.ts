import type {Finding} from '../../domain/finding.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import {findingsOf, type SourceFile} from '../source-file.ts'
import {readToml} from '../toml-entries.ts'
import type {FoundUse} from './found-use.ts'
import {dependenciesIn, manifestUses} from './manifest-uses.ts'
import {readTexts} from './source-texts.ts'
import {stateUse} from './state-use.ts'
import type {WantedFileMark} from './wanted.ts'

export type FileUsesInput = {
  readonly tree: Pick<Tree, 'readUpTo'>
  readonly survey: Pick<Survey, 'manifests'>
  readonly paths: readonly string[]
  readonly wanted: readonly WantedFileMark[]
}

/** Uses in manifests, in other TOML files and in WIT. */
export async function findFileUses({tree, survey, paths, wanted}: FileUsesInput): Promise<readonly FoundUse[]> {
  if (wanted.length === 0) return []
  const manifests = new Set(survey.manifests.map(({path}) => path))
  const texts = wanted.flatMap(({mark}) => (mark.on === 'text' ? [mark.files] : []))
  const others = paths.filter(path => !manifests.has(path) && texts.some(files => files.test(path)))
  const crates = wanted.flatMap(({mark}) => cratesOf(mark))
  const isWanted = ({path, text}: SourceFile) => !manifests.has(path) || crates.some(crate => text.includes(crate))
  const {files} = await readTexts(tree, [...manifests, ...others], isWanted)
  return files.flatMap(file => (manifests.has(file.path) ? usesInManifest(file, wanted) : usesInText(file, wanted)))
}

/** A manifest that spells out none of them isn't worth parsing: whatever a dependency is called, its crate is named. */
function cratesOf(mark: WantedFileMark['mark']): readonly string[] {
  switch (mark.on) {
    case 'dependency':
      return mark.crates
    case 'feature':
    case 'bare':
      return [mark.crate]
    case 'text':
      return []
    default:
      return mark satisfies never
  }
}

function usesInManifest(file: SourceFile, wanted: readonly WantedFileMark[]): readonly FoundUse[] {
  const toml = readToml(file.text)
  if (toml.kind === 'broken') return []
  const dependencies = dependenciesIn(file.text, toml)
  return wanted.flatMap(({change, mark, isSure, majors}) => {
    const uses = manifestUses(mark, dependencies).map(at => stateUse(change, at, isSure ? 'resolved' : 'hint'))
    return findingsOf(file, 'manifest', uses).map(finding => ({finding, majors}))
  })
}

function usesInText(file: SourceFile, wanted: readonly WantedFileMark[]): readonly FoundUse[] {
  return wanted.flatMap(({change, mark, isSure, majors}) => {
    if (mark.on !== 'text' || !mark.files.test(file.path)) return []
    const found = mark.pattern.exec(file.text)
    const value = found === null ? null : mark.value.exec(found[0])
    if (found === null || value === null) return []
    const at = {start: found.index + value.index, value: value[0]}
    const use = stateUse(change, at, isSure ? 'resolved' : 'hint')
    return findingsOf(file, placeOf(file.path), [use]).map(finding => ({finding, majors}))
  })
}

function placeOf(path: string): Finding['place'] {
  if (path.endsWith('.wit')) return 'rust-source'
  if (path.endsWith('.sh')) return 'script'
  if (/\.ya?ml$/.test(path)) return 'workflow'
  return /(^|\/)(Makefile|justfile)$/.test(path) ? 'makefile' : 'cargo-config'
}
