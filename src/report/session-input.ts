import {diagnosisSchema} from '../domain/diagnosis.ts'
import {isSameState} from '../domain/file-state.ts'
import type {Measurement} from '../domain/measurement.ts'
import type {Session, StepSession} from '../journal/session.ts'
import {mergeSide, stepsAfter, stepsBefore} from '../measure/sides.ts'
import {documentsLeftOf} from './documents-left.ts'
import type {ReportInput, ReportStep} from './report-input.ts'
import {type StartFacts, startFactsOf} from './start-facts-of.ts'
import {takenBackRows} from './taken-back.ts'
import {timeReport} from './time-report.ts'
import {versionChanges} from './version-rows.ts'

/** What a session alone says of its upgrade: all of a report's facts but those that the tree is read for. */
export type SessionInput = Omit<
  ReportInput,
  'tool' | 'repository' | 'files' | 'silentChanges' | 'checklist' | 'breaking' | 'duplicates' | 'earlier' | 'back'
>

/** The facts of a session as it stands now, measurements of both sides included. */
export function sessionInput(session: Session): SessionInput {
  const {plan, notes, startedAt, lastEventAt: endedAt} = session
  const baseline = withNotRun(baselineOf(session), startFactsOf(session).notRun)
  const after = measuredAfter(session)
  const {platform} = startFactsOf(session)
  const changed = stepsWithChanges(session)
  return {
    target: plan.target,
    versions: versionChanges(session, {baseline, after}),
    steps: session.steps.map(step => reportStep(step, changed)),
    ...(plan.leftOut === undefined ? {} : {leftOut: plan.leftOut}),
    notes,
    ...(session.people === undefined ? {} : {people: session.people}),
    ...(session.approvals === undefined ? {} : {approvals: session.approvals}),
    ...(baseline === undefined ? {} : {baseline}),
    ...(after === undefined ? {} : {after}),
    limits: startFactsOf(session).limits,
    documentsLeft: documentsLeftOf(session.steps),
    takenBack: takenBackRows(session),
    rounds: errorRounds(session),
    disk: session.disk ?? [],
    time: timeReport(session, baseline),
    startedAt,
    endedAt,
    ...(platform === undefined ? {} : {platform}),
  }
}

/** What was left out from the start wasn't measured either. */
function withNotRun(baseline: Measurement | undefined, notRun: StartFacts['notRun']): Measurement | undefined {
  if (baseline === undefined || notRun.length === 0) return baseline
  return {...baseline, skipped: [...notRun, ...(baseline.skipped ?? [])]}
}

/** The compiler's errors, round by round; none where nothing had to be mended. */
export function errorRounds({steps}: Session): readonly number[] {
  const diagnosis = diagnosisSchema.safeParse(steps.find(({plan}) => plan.id === 'mend-code')?.data).data
  const rounds = diagnosis?.rounds.map(({errors}) => errors) ?? []
  return rounds.some(errors => errors > 0) ? rounds : []
}

/** What was measured before anything was written; undefined as long as it wasn't. */
export function baselineOf({steps}: Session): Measurement | undefined {
  return mergeSide(stepsBefore, id => steps.find(step => step.plan.id === id)?.data)
}

/** What the proofs measured, as far as they are in force. */
function measuredAfter({steps}: Session): Measurement | undefined {
  const inForce = steps.filter(({state}) => ['verified', 'accepted', 'failed'].includes(state.status))
  return mergeSide(stepsAfter, id => inForce.find(step => step.plan.id === id)?.data)
}

/** The steps that left some file other than they found it, also where that was undone since. */
function stepsWithChanges({history}: Session): ReadonlySet<string> {
  const changes = history.flatMap(entry => (entry.kind === 'change' ? [entry] : []))
  const isChange = ({files}: (typeof changes)[number]) => files.some(({before, after}) => !isSameState(before, after))
  return new Set(changes.filter(isChange).map(({step}) => step))
}

function reportStep({plan, state, attempt, durationMs, commit}: StepSession, changed: ReadonlySet<string>): ReportStep {
  return {
    id: plan.id,
    title: plan.title,
    phase: plan.phase,
    status: state.status,
    attempts: attempt,
    durationMs,
    changedFiles: changed.has(plan.id),
    ...(typeof commit === 'string' ? {commit} : {}),
    ...('by' in state ? {decidedBy: state.by} : {}),
    ...('summary' in state ? {summary: state.summary} : {}),
    ...('evidence' in state ? {summary: state.evidence} : {}),
    ...('problem' in state ? {problem: state.problem} : {}),
  }
}
