import type {Answer, Ask, Question, Subject} from '../domain/question.ts'

export type AnswerPolicy = {
  /** Accept a gate when its step verified. Without it nothing is answered. */
  readonly yes: boolean
  /** What becomes of a step that failed: stay as it is and stop, undo it and stop, or take it as it is and go on. */
  readonly onFailure: 'stop' | 'undo' | 'continue'
}

/**
 * Answers questions when nobody is there. Everything it answers is the question's own recommendation, except for what
 * failed: that is mended as long as something safe is proposed, and then follows `onFailure`. Whatever would overwrite edits made by hand it leaves unanswered.
 */
export function answerByPolicy({yes, onFailure}: AnswerPolicy, target?: string): Ask {
  const done: Done = {rolledBack: new Set(), mends: 0}
  return async question => {
    if (!yes) return undefined
    const option = choose(question, done, onFailure)
    if (option === undefined) return undefined
    const text = question.subject.kind === 'target' ? target : undefined
    return {option, by: 'policy', ...(text === undefined ? {} : {text})} satisfies Answer
  }
}

type Done = {readonly rolledBack: Set<string>; mends: number}

function choose(
  {subject, recommended}: Question,
  done: Done,
  onFailure: AnswerPolicy['onFailure'],
): string | undefined {
  switch (subject.kind) {
    case 'start':
    case 'resume':
    case 'target':
    case 'on-purpose':
    case 'plan':
    case 'report':
      return recommended
    case 'before-step':
      return done.rolledBack.has(subject.stepId) ? 'quit' : 'apply'
    case 'after-step':
      if (subject.outcome.kind === 'ok') return 'accept'
      if (canMend(subject) && done.mends++ < mostMends) return 'mend'
      if (subject.outcome.problem.goOn !== undefined && onFailure !== 'stop') return 'adopt'
      return afterFailure(subject.stepId, done, onFailure)
    case 'blocked-step':
      return onFailure === 'continue' ? 'skip' : 'quit'
    case 'checklist':
      return 'accept'
    case 'edited-file':
      return undefined
    default:
      return subject satisfies never
  }
}

/** What is safe is taken before a failure is one. */
function canMend({proposals = []}: Extract<Subject, {kind: 'after-step'}>): boolean {
  return proposals.some(proposal => proposal.isSafe)
}

function afterFailure(stepId: string, {rolledBack}: Done, onFailure: AnswerPolicy['onFailure']): string {
  if (onFailure === 'continue') return 'adopt'
  if (onFailure === 'stop' || rolledBack.has(stepId)) return 'quit'
  rolledBack.add(stepId)
  return 'roll-back'
}

/** Steps stop proposing when it leads nowhere; this is for one that doesn't. */
const mostMends = 100
