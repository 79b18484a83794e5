import {major as majorOf} from 'semver'
import {isFamily} from '../../catalog/family.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import type {Target} from '../../domain/target.ts'
import {type ChosenToolchain, chooseToolchain} from '../../gates/choose-toolchain.ts'
import type {Journal} from '../../journal/journal.ts'
import type {Session} from '../../journal/session.ts'
import {startFactsOf} from '../../report/start-facts-of.ts'
import {nothingRewritten} from '../../rules/rewrite-code.ts'
import {surveyRepository} from '../../scan/survey-repository.ts'
import {findToolchains} from '../../scan/toolchains.ts'
import {featuresThatEnable} from '../../scan/wasmtime-features.ts'
import type {StatedBefore, StepDeps} from '../../steps/step-deps.ts'
import type {Environment} from '../environment.ts'
import {auditTools} from '../look/audit-tools.ts'
import {breakingUses} from '../look/breaking-uses.ts'
import {heldBy} from '../look/held-by.ts'
import type {Sight} from '../look/look.ts'
import {agreedCommands, type Consent} from '../look/own-commands.ts'
import {rewriteTree} from '../look/rewrite-tree.ts'
import {applyTeamRules} from '../look/team-rules.ts'
import {timeTools} from '../look/time-tools.ts'
import {saveReport} from '../report/session-report.ts'
import {benchFolder} from './bench-folder.ts'
import {wantedBranch} from './require-git.ts'

type Given = {
  readonly env: Environment
  readonly tree: Tree
  readonly journal: Journal
  readonly sight: Sight
  readonly target: Target
  /** What the commands are run with until a better one is installed. */
  readonly toolchain: ChosenToolchain
  readonly isOffline: boolean
  /** What was agreed to of what the repository brings. */
  readonly consent: Consent
}

/** What the step kinds are made from: this machine, this repository, this target. */
export function stepDeps({env, tree, journal, sight, target, toolchain, isOffline, consent}: Given): StepDeps {
  const libraryPath = env.variables.LD_LIBRARY_PATH ?? env.variables.DYLD_FALLBACK_LIBRARY_PATH
  const survey = () => surveyRepository({tree, programs: env.programs, isFamily})
  const {session} = journal
  let chosen = toolchain
  return {
    target,
    cargo: {
      root: tree.root,
      get toolchain() {
        return chosen.name
      },
      get rust() {
        return chosen.version
      },
      features: enablingFeatures(sight.survey),
      isOffline: isOffline || sight.isKeptOffline === true,
      ...(libraryPath === undefined ? {} : {libraryPath}),
    },
    limits: startFactsOf(session ?? {}).limits,
    files: env.files,
    benchFolder: () => benchFolder(tree.root),
    measure: new Set(startFactsOf(session ?? {}).measure),
    featureSets: startFactsOf(session ?? {}).featureSets,
    leftOut: new Set(session?.plan.leftOut),
    ...(session?.branch === undefined ? {} : {branch: wantedBranch(env, tree.root, session.branch)}),
    times: timeTools(env, tree.root, () => chosen.name),
    ...(session === undefined ? {} : {before: statedBefore(session)}),
    survey,
    holders: async () =>
      heldBy(env, {survey: await survey(), toolchains: sight.toolchains}, target.wasmtime, isOffline),
    async rewriteCode() {
      if (target.wasmtime === null || session === undefined) return nothingRewritten
      const {majors} = startFactsOf(session)
      return rewriteTree(env, {tree, survey: await survey(), starts: majors, to: majorOf(target.wasmtime)})
    },
    async breakingUses() {
      if (target.wasmtime === null || session === undefined) return {changes: [], uses: []}
      const {majors} = startFactsOf(session)
      return breakingUses(env, {tree, survey: await survey(), starts: majors, to: majorOf(target.wasmtime)})
    },
    startMajorOf(folder) {
      const majors = session === undefined ? {} : startFactsOf(session).majors
      const all = Object.values(majors)
      return majors[folder] ?? (all.length === 0 ? undefined : Math.min(...all))
    },
    async toolchains() {
      const found = await findToolchains(env, tree.root)
      const best = chooseToolchain(found, target.rust.version)
      if ('name' in best) chosen = best
      return found
    },
    applyTeamRules: async () => applyTeamRules(env, tree, await survey()),
    ownCommands: () => agreedCommands(tree, consent, startFactsOf(session ?? {}).validate),
    auditTools: () => auditTools(env, tree.root),
    async writeReport() {
      await saveReport(env, tree, journal)
      return '.upgrade-wizard/report.md'
    },
  }
}

function statedBefore(session: Session): StatedBefore {
  const {rust, requirements} = startFactsOf(session)
  return {rust, requirements, planned: session.plan.steps.map(({id}) => id)}
}

/** `package/feature` for every optional family crate: what isn't compiled isn't proven. */
function enablingFeatures({manifests}: Survey): readonly string[] {
  const features = manifests.flatMap(manifest =>
    manifest.requirements
      .filter(requirement => requirement.isOptional && isFamily(requirement.crate))
      // The nearest is enough: a feature that includes it may switch on much more.
      .flatMap(requirement => featuresThatEnable(manifest, requirement.crate).slice(0, 1))
      .map(feature => `${manifest.packageName}/${feature}`),
  )
  return [...new Set(features)]
}
