import {isFamily} from '../../catalog/family.ts'
import type {Tree} from '../../domain/ports.ts'
import type {StepPreview} from '../../domain/question.ts'
import type {Survey} from '../../domain/survey.ts'
import {detectors} from '../../scan/detectors.ts'
import {findingsIn} from '../../scan/look-at-file.ts'
import {splitPath} from '../../scan/source-file.ts'

/**
 * The tree and the survey as earlier steps would leave documents: what comes last is shown as a diff that fits behind theirs.
 * Other files are as they stand today.
 */
export async function previewedDocuments(
  tree: Tree,
  survey: Survey,
  previews: readonly StepPreview[],
): Promise<{readonly tree: Tree; readonly survey: Survey}> {
  const entry = detectors.find(({place}) => place === 'document')
  const written = new Map<string, string>()
  for (const {path, after} of previews.flatMap(({writes}) => writes)) if (entry?.accepts(path)) written.set(path, after)
  if (entry === undefined || written.size === 0) return {tree, survey}
  const packages = survey.manifests.filter(({packageName}) => packageName !== undefined)
  const context = {isFamily, packageRoots: new Set(packages.map(({path}) => splitPath(path).folder))}
  const texts = [...written].map(([path, text]) => ({path, text}))
  const found = await Promise.all(texts.map(file => findingsIn(file, entry, context)))
  const kept = survey.findings.filter(({path}) => !written.has(path))
  return {
    tree: {...tree, readText: async path => written.get(path) ?? tree.readText(path)},
    survey: {...survey, findings: [...kept, ...found.flat()]},
  }
}
