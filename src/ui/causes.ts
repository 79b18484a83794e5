import {type Diagnosis, diagnosisSchema, type ErrorGroup} from '../domain/diagnosis.ts'
import type {Subject} from '../domain/question.ts'
import type {Proposal} from '../domain/step-kind.ts'
import type {WizardView} from '../store/view.ts'

/** Why code no longer compiles, and what would mend it. */
export type Cause = {
  readonly id: string
  readonly title: string
  /** The errors; absent for what the rules would still do. */
  readonly group?: ErrorGroup
  readonly proposal?: Proposal
  readonly isSkipped: boolean
}

export type Diagnosed = {readonly diagnosis: Diagnosis; readonly causes: readonly Cause[]}

/** What the open question says of broken code; undefined when it is about something else, or the output is shown instead. */
export function diagnosedIn({question, session, local}: WizardView): Diagnosed | undefined {
  const subject = question?.subject
  if (subject?.kind !== 'after-step' || subject.outcome.kind === 'ok' || local.tab === 'output') return undefined
  // That a mend could not be written matters more than what it was for.
  if (subject.outcome.problem.code === 'write-failed') return undefined
  const step = session?.steps.find(({plan}) => plan.id === subject.stepId)
  const diagnosis = read(step?.data)
  if (diagnosis === undefined || diagnosis.groups.length === 0) return undefined
  return {diagnosis, causes: causesOf(diagnosis, subject, new Set(step?.skipped))}
}

function causesOf(
  {groups}: Diagnosis,
  {proposals = []}: Extract<Subject, {kind: 'after-step'}>,
  skipped: ReadonlySet<string>,
): readonly Cause[] {
  const isOf =
    ({id, change}: ErrorGroup) =>
    (proposal: Proposal) =>
      proposal.id === id || (change !== undefined && proposal.change === change)
  const others = proposals.filter(proposal => !groups.some(group => isOf(group)(proposal)))
  return [
    ...others.map(proposal => ({id: proposal.id, title: proposal.title, proposal, isSkipped: false})),
    ...groups.map(group => {
      const proposal = proposals.find(isOf(group))
      const isSkipped = skipped.has(group.id) || (group.change !== undefined && skipped.has(group.change))
      return {id: group.id, title: group.title, group, isSkipped, ...(proposal === undefined ? {} : {proposal})}
    }),
  ]
}

/** Kept by the data itself: keys, layout and drawing all ask. */
function read(data: unknown): Diagnosis | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  if (!known.has(data)) known.set(data, diagnosisSchema.safeParse(data).data)
  return known.get(data)
}

const known = new WeakMap<object, Diagnosis | undefined>()
