import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import type {CiFacts} from '../../plan/ci-matrix.ts'
import {findCiPlatforms} from '../../scan/ci-platforms.ts'
import {membersOf} from '../../scan/member-requirements.ts'
import {statedFeatures} from '../../scan/validation-commands/feature-sets.ts'
import {findValidationCommands} from '../../scan/validation-commands/find-validation-commands.ts'
import {featureSets} from '../../steps/feature-sets.ts'

/** What an upgrade may be spread over the jobs of a CI service by. Reads files, runs nothing. */
export async function ciFacts(tree: Tree, survey: Survey, wantsEach: boolean): Promise<CiFacts> {
  const [platforms, commands] = await Promise.all([findCiPlatforms({tree}), findValidationCommands({tree})])
  const {sets} = featureSets({packages: workspacePackages(survey), stated: statedFeatures(commands)}, wantsEach)
  const inMatrix = survey.findings.filter(({live, axis}) => live && axis !== undefined)
  return {...platforms, featureSets: sets.map(({name}) => name), oldRusts: inMatrix.map(({value}) => value)}
}

/** The root workspace's; every package where there is no lockfile to tell which those are. */
function workspacePackages(survey: Survey) {
  const root = survey.lockfiles.find(({path}) => path === 'Cargo.lock')
  const manifests = root === undefined ? survey.manifests : [...membersOf(survey, root).values()]
  return manifests.flatMap(({packageName: name, path, features}) =>
    name === undefined ? [] : [{name, manifest: `${survey.root}/${path}`, features}],
  )
}
