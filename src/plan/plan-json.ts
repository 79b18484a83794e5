import type {Finding} from '../domain/finding.ts'
import type {StepPlan} from '../domain/plan.ts'
import type {FileWrite} from '../domain/step-kind.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import type {Candidate} from '../domain/target.ts'
import {unifiedDiff} from '../editors/unified-diff.ts'
import {compareLockfiles} from '../scan/compare-lockfiles.ts'
import {ciMatrix} from './ci-matrix.ts'
import {holdersOf} from './holders.ts'
import type {PlanDocument} from './plan-document.ts'
import type {PlanInput} from './plan-input.ts'
import {changedLines, writesOf} from './previewed-writes.ts'
import {editionInUse, statedRust} from './stated-rust.ts'
import {ruleOfFinding, stepsOfFindings} from './step-of-finding.ts'
import {type WasmtimeUse, wasmtimeUses} from './wasmtime-uses.ts'

/** The document of `plan --json`. `withDiff` adds to each step what it would change. */
export function planJson(input: PlanInput, withDiff = false): PlanDocument {
  const {survey, target, plan, previews, diskMounts} = input
  const stepOf = stepsOfFindings(plan, survey)
  return {
    schema: 'upgrade-wizard/plan/1',
    repo: {root: survey.root, git: survey.git && {...survey.git, dirty: [...survey.git.dirty]}},
    current: currentOf(input),
    target: {...target, rust: {...target.rust, because: [...target.rust.because]}},
    candidates: input.candidates.map(candidate => candidateRow(candidate, survey)),
    findings: [...survey.findings, ...(input.uses?.findings ?? [])].map(finding => findingRow(finding, stepOf)),
    steps: plan.steps.map(step => stepRow(step, writesOf(step.id, previews), withDiff)),
    resolved: resolvedOf(input),
    problems: [...survey.problems, ...input.notes],
    disk: {mounts: [...diskMounts]},
    matrix: matrixOf(input),
  }
}

function matrixOf({ci, target, plan}: PlanInput): PlanDocument['matrix'] {
  if (ci === undefined) return null
  const {jobs, leftOut} = ciMatrix(ci, target, plan.steps)
  return {
    jobs: jobs.map(job => ({...job, featureSets: [...job.featureSets], args: [...job.args]})),
    leftOut: [...leftOut],
  }
}

function resolvedOf({survey, resolved}: PlanInput): PlanDocument['resolved'] {
  if (resolved === undefined) return null
  const {packages, silent} = resolved.need
  const none: Lockfile = {path: 'Cargo.lock', packages: []}
  const before = survey.lockfiles.find(({path}) => path === none.path) ?? none
  const {changed, added, removed, kept} = compareLockfiles(before, resolved.lockfile)
  const rows = changed.map(row => ({crate: row.crate, before: [...row.before], after: [...row.after]}))
  return {packages, statingNoRust: silent, added, removed, kept, changed: rows}
}

function findingRow(finding: Finding, stepOf: (finding: Finding) => string | null): PlanDocument['findings'][number] {
  const {kind, path, line, column, text, value, live, why, change, onPurpose} = finding
  return {
    ...{kind, path, line, column, text, value, live, why},
    step: stepOf(finding),
    rule: ruleOfFinding(finding),
    ...(change === undefined ? {} : {change}),
    ...(onPurpose === undefined ? {} : {onPurpose}),
  }
}

function currentOf({survey, toolchains}: PlanInput): PlanDocument['current'] {
  return {
    rust: {
      stated: statedRust(survey).map(({value, places}) => ({value, places: [...places]})),
      installed: [...toolchains.installed],
      active: toolchains.active ?? null,
    },
    wasmtime: wasmtimeUses(survey).map(rowOfUse),
    edition: editionInUse(survey) ?? null,
  }
}

function rowOfUse({crate, requirement, locked, path, line}: WasmtimeUse): PlanDocument['current']['wasmtime'][number] {
  return {crate, requirement: requirement ?? null, locked: locked.at(-1) ?? null, path, line}
}

function candidateRow(candidate: Candidate, survey: Survey): PlanDocument['candidates'][number] {
  return {
    wasmtime: candidate.wasmtime,
    lts: candidate.isLts,
    releasedOn: candidate.releasedOn ?? null,
    supportEnds: candidate.supportEnds,
    rust: {
      version: candidate.rust.version,
      because: [...candidate.rust.because],
      installed: candidate.isRustInstalled,
    },
    advisoriesFixed: [...candidate.advisoriesFixed],
    advisoriesOpen: [...candidate.advisoriesOpen],
    breakingChanges: candidate.breakingChanges,
    breakingUses: candidate.breakingUses ?? null,
    notes: candidate.hasNotes,
    holders: [...holdersOf(survey, candidate.wasmtime)],
    recommended: candidate.isRecommended,
    why: candidate.why,
  }
}

function stepRow(step: StepPlan, writes: readonly FileWrite[], withDiff: boolean): PlanDocument['steps'][number] {
  const {id, phase, kind, title, why, risk, needs} = step
  return {
    id,
    phase,
    kind,
    title,
    why,
    risk,
    needs,
    files: writes.map(({path}) => path),
    edits: writes.reduce((sum, write) => sum + changedLines(write), 0),
    ...(withDiff ? {diff: writes.map(({path, before, after}) => unifiedDiff(path, before, after)).join('')} : {}),
  }
}
