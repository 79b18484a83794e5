import {major as majorOf} from 'semver'
import {countBreakingChanges} from '../catalog/count-breaking-changes.ts'
import type {Finding} from '../domain/finding.ts'
import type {Plan, StepPlan} from '../domain/plan.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {raiseHolders, tidyAudit} from './family-steps.ts'
import {artifactSteps, type Measurable, otherMeasures, updateDocuments} from './measure-steps.ts'
import {
  dropOldMatrix,
  fixCode,
  installToolchain,
  lintCode,
  moveWasmTarget,
  raiseEdition,
  raiseRust,
} from './rust-steps.ts'
import {ruleOfFinding} from './step-of-finding.ts'
import {summaryOfUses, wasmtimeUses} from './wasmtime-uses.ts'

/** What else was looked at before the plan is made. */
export type Seen = {
  /** What breaks in the code on the way; undefined when nobody looked. */
  readonly code?: readonly Finding[]
  /** Those of this machine; undefined where none can be installed. */
  readonly toolchains?: Toolchains
  /** Whether the repository runs clippy over itself. */
  readonly isLinted?: boolean
  /** The team has rules of its own. */
  readonly hasTeamRules?: boolean
  /** The repository has commands of its own that judge an upgrade: none, only for afterwards, or some for both. */
  readonly ownCommands?: 'none' | 'after' | 'both'
  /** What can be measured beside the build and the tests. */
  readonly measurable?: ReadonlySet<Measurable>
  /** Its documents state versions that the upgrade leaves behind. */
  readonly hasOldDocuments?: boolean
}

/**
 * The steps to a target, in the order they run. A step that turns out to have nothing to do says so when its turn comes;
 * only what is certainly not needed is left out here: without wasmtime there is no family to raise, and no dependency
 * for the lockfile to follow.
 *
 * Raising Rust and raising wasmtime don't need each other, so that either can be undone or left out alone. What proves
 * the result needs what it proves.
 */
export function assemblePlan(survey: Survey, target: Target, seen: Seen = {}): Plan {
  const {code, toolchains, isLinted = false, hasTeamRules = false, ownCommands = 'none'} = seen
  const {measurable = new Set<Measurable>(), hasOldDocuments = false} = seen
  const artifacts = artifactSteps(measurable)
  // What is locked changes with wasmtime alone.
  const measures = otherMeasures(target.wasmtime === null ? measurable : new Set([...measurable, 'advisories']))
  const steps = [
    ...(artifacts === undefined ? [] : [artifacts.before]),
    recordBaseline,
    ...(ownCommands === 'both' ? [recordOwnCommands] : []),
    ...measures.map(({before}) => before),
    ...installToolchain(target, toolchains),
    ...raiseRust(survey, target),
    ...moveWasmTarget(survey, target),
    ...wasmtimeSteps(survey, target),
    ...tidyAudit(survey, target),
    ...rewriteCode(target, code),
    ...(hasTeamRules ? [applyTeamRules] : []),
    mendCode(target),
    ...readGuidance(target, code),
    proveBuild(target),
    ...fixCode(target),
    ...raiseEdition(survey, target),
    ...(isLinted ? [lintCode] : []),
    ...(artifacts === undefined ? [] : [artifacts.after]),
    proveTests,
    ...measures.map(({after}) => after),
    ...(ownCommands === 'none' ? [] : [runOwnCommands]),
    ...(hasOldDocuments ? [updateDocuments] : []),
    ...dropOldMatrix(survey, target),
    report,
  ]
  return {target, steps: withPresentNeeds(steps)}
}

/** A step that isn't on this way is needed by no other. */
function withPresentNeeds(steps: readonly StepPlan[]): StepPlan[] {
  const present = new Set(steps.map(({id}) => id))
  return steps.map(({follows, ...step}) => ({
    ...step,
    needs: step.needs.filter(id => present.has(id)),
    ...(follows === undefined ? {} : {follows: follows.filter(id => present.has(id))}),
  }))
}

const applyTeamRules: StepPlan = {
  id: 'apply-team-rules',
  kind: 'apply-team-rules',
  phase: 'code',
  title: 'Rewrite the code by the team’s own rules',
  why: 'What only this repository knows about its code is carried out with the same diff and the same way back.',
  risk: 'medium',
  needs: [],
}

const recordBaseline: StepPlan = {
  id: 'record-baseline',
  kind: 'record-baseline',
  phase: 'prepare',
  title: 'Record what builds and which tests pass today',
  why: 'What fails before the upgrade must not be blamed on it.',
  risk: 'none',
  needs: [],
}

function wasmtimeSteps(survey: Survey, target: Target): StepPlan[] {
  const {wasmtime} = target
  if (wasmtime === null) return []
  const {versions, oldestMajor = majorOf(wasmtime), crates} = summaryOfUses(wasmtimeUses(survey))
  const {automatic, manual} = countBreakingChanges(oldestMajor, majorOf(wasmtime), crates)
  return [
    {
      id: 'raise-family',
      kind: 'raise-family',
      phase: 'dependencies',
      title: `Raise wasmtime and its family to ${wasmtime}`,
      why: `From ${versions.join(' and ') || 'an unknown version'}. Crates of the family fit together only at one version. ${onTheWay(automatic + manual)}`,
      risk: riskOf(automatic + manual),
      needs: [],
    },
    ...raiseHolders(survey, target),
    {
      id: 'refresh-lockfile',
      kind: 'refresh-lockfile',
      phase: 'dependencies',
      title: `Lock the family at ${wasmtime}`,
      why: `A raised requirement allows ${wasmtime}; the lockfile decides that it is used.`,
      risk: 'low',
      needs: ['raise-family'],
      follows: ['raise-holders'],
    },
  ]
}

function rewriteCode({wasmtime}: Target, code: readonly Finding[] | undefined): StepPlan[] {
  if (wasmtime === null || code?.some(finding => ruleOfFinding(finding) !== null) === false) return []
  return [
    {
      id: 'rewrite-code',
      kind: 'rewrite-code',
      phase: 'code',
      title: `Rewrite the code for wasmtime ${majorOf(wasmtime)}`,
      why: 'What was renamed, moved or reshaped is rewritten where the meaning is certain; everything else is pointed at.',
      risk: 'medium',
      needs: ['raise-family'],
    },
  ]
}

function mendCode({wasmtime}: Target): StepPlan {
  return {
    id: 'mend-code',
    kind: 'mend-code',
    phase: 'code',
    title: 'Mend what no longer compiles',
    why: 'Errors are put down to what causes them; what is safe is mended and checked again, the rest is pointed at.',
    risk: 'medium',
    needs: [wasmtime === null ? 'raise-rust' : 'refresh-lockfile'],
    follows: ['rewrite-code', 'apply-team-rules'],
  }
}

function readGuidance({wasmtime}: Target, code: readonly Finding[] | undefined): StepPlan[] {
  if (wasmtime === null || code?.some(({live}) => live) === false) return []
  return [
    {
      id: 'read-guidance',
      kind: 'read-guidance',
      phase: 'code',
      title: 'Go through what is left for people',
      why: 'What only a person can judge is a checklist: places that behave differently, and those no rule was sure about.',
      risk: 'none',
      needs: ['raise-family'],
      follows: ['rewrite-code', 'apply-team-rules', 'mend-code'],
    },
  ]
}

function onTheWay(breakingChanges: number): string {
  if (breakingChanges === 0) return 'No breaking change lies on the way.'
  return breakingChanges === 1
    ? 'One breaking change lies on the way.'
    : `${breakingChanges} breaking changes lie on the way.`
}

function riskOf(breakingChanges: number): StepPlan['risk'] {
  if (breakingChanges === 0) return 'low'
  return breakingChanges > 20 ? 'high' : 'medium'
}

function proveBuild({wasmtime, rust}: Target): StepPlan {
  const result = wasmtime === null ? `Rust ${rust.version}` : `wasmtime ${wasmtime} on Rust ${rust.version}`
  return {
    id: 'prove-build',
    kind: 'prove-build',
    phase: 'code',
    title: `Prove that it builds with ${result}`,
    why: 'A raised number with a failing build is not done.',
    risk: 'none',
    needs: [wasmtime === null ? 'raise-rust' : 'refresh-lockfile'],
    follows: ['install-toolchain', 'raise-rust', 'rewrite-code', 'apply-team-rules', 'mend-code'],
  }
}

const proveTests: StepPlan = {
  id: 'prove-tests',
  kind: 'prove-tests',
  phase: 'validate',
  title: 'Prove that every test that passed still passes',
  why: 'Each test is compared by name with the baseline: only new failures and missing tests count.',
  risk: 'none',
  needs: ['record-baseline', 'prove-build'],
  follows: ['rebuild-artifacts'],
}

const recordOwnCommands: StepPlan = {
  id: 'record-own-commands',
  kind: 'record-own-commands',
  phase: 'prepare',
  title: 'Run the repository’s own commands as things stand today',
  why: 'Its settings name commands that judge an upgrade. What fails before it must not be blamed on it.',
  risk: 'none',
  needs: [],
}

const runOwnCommands: StepPlan = {
  id: 'run-own-commands',
  kind: 'run-own-commands',
  phase: 'validate',
  title: 'Run the repository’s own commands',
  why: 'Its settings name commands that judge an upgrade. Only what fails newly counts.',
  risk: 'none',
  needs: ['prove-build'],
}

const report: StepPlan = {
  id: 'write-report',
  kind: 'write-report',
  phase: 'finish',
  title: 'Write the report',
  why: 'Reviewers get what changed, what was measured and what remains for people, ready for a pull request.',
  risk: 'none',
  needs: [],
}
