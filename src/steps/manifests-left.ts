import {major as majorOf} from 'semver'
import {loadBreakingChanges} from '../catalog/breaking-changes.ts'
import {isFamily} from '../catalog/family.ts'
import {allows} from '../domain/cargo-requirement.ts'
import type {Tree} from '../domain/ports.ts'
import type {Survey} from '../domain/survey.ts'
import type {ManifestDependency} from '../rules/manifest/manifest-dependency.ts'
import {rewriteManifest} from '../rules/manifest/rewrite-manifest.ts'
import type {LeftAlone} from '../rules/rewrite-source.ts'
import {splitPath} from '../scan/source-file.ts'
import {familyCircumstances} from './family-circumstances.ts'
import {sourceOf} from './family-way.ts'
import {gitMoves} from './git-moves.ts'

export type LeftInManifests = readonly (LeftAlone & {readonly path: string; readonly text: string})[]

/**
 * What the rules for manifests aren't sure of, in the manifests as they stand now: raised already, so that the major each
 * package comes from has to be given. `startOf` takes a package's folder; undefined where its code is for no wasmtime.
 */
export async function manifestsLeft(
  tree: Tree,
  survey: Survey,
  wasmtime: string,
  startOf: (folder: string) => number | undefined,
): Promise<LeftInManifests> {
  const to = majorOf(wasmtime)
  const takers = survey.manifests.filter(({requirements}) => requirements.some(({crate}) => isFamily(crate)))
  const starts = takers.map(({path}) => startOf(splitPath(path).folder) ?? to)
  const circumstancesOf = await familyCircumstances(tree, survey, major => starts.some(from => from < major))
  const {stays} = gitMoves(survey, wasmtime)
  const changes = await loadBreakingChanges()
  const left: LeftInManifests[number][] = []
  for (const manifest of takers) {
    const text = await tree.readText(manifest.path)
    const from = startOf(splitPath(manifest.path).folder)
    if (text === undefined || from === undefined) continue
    const isOnItsWay = (dependency: ManifestDependency) => {
      const {git, requirement} = sourceOf(dependency, manifest, survey)
      return !stays(git) && (requirement === undefined || allows(requirement, wasmtime))
    }
    const rewritten = rewriteManifest({
      text,
      changes,
      wayOf: dependency => (isOnItsWay(dependency) ? {from, to, wasmtime} : undefined),
      circumstancesOf: dependency => circumstancesOf(dependency, manifest),
    })
    left.push(
      ...rewritten.left.map(({change, crate, line, why}) => ({
        ...{change, path: manifest.path, line, column: 1},
        ...{text: crate, why: `${crate} stays as it is, ${why}`},
      })),
    )
  }
  return left
}
