import type {Answer, Ask, Question} from '../domain/question.ts'

export type AnswerPolicy = {
  /** Accept a gate when its step verified. Without it nothing is answered. */
  readonly yes: boolean
  /** What becomes of a step that failed: stay as it is and stop, undo it and stop, or take it as it is and go on. */
  readonly onFailure: 'stop' | 'undo' | 'continue'
}

/**
 * Answers questions when nobody is there. Everything it answers is the question's own recommendation, except for what
 * failed: that follows `onFailure`. Whatever would overwrite edits made by hand it leaves unanswered.
 */
export function answerByPolicy({yes, onFailure}: AnswerPolicy, target?: string): Ask {
  const rolledBack = new Set<string>()
  return async question => {
    if (!yes) return undefined
    const option = choose(question, rolledBack, onFailure)
    if (option === undefined) return undefined
    const text = question.subject.kind === 'target' ? target : undefined
    return {option, by: 'policy', ...(text === undefined ? {} : {text})} satisfies Answer
  }
}

function choose(
  {subject, recommended}: Question,
  rolledBack: Set<string>,
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
      return rolledBack.has(subject.stepId) ? 'quit' : 'apply'
    case 'after-step':
      if (subject.outcome.kind === 'ok') return 'accept'
      if (onFailure === 'continue') return 'adopt'
      if (onFailure === 'stop' || rolledBack.has(subject.stepId)) return 'quit'
      rolledBack.add(subject.stepId)
      return 'roll-back'
    case 'blocked-step':
      return onFailure === 'continue' ? 'skip' : 'quit'
    case 'edited-file':
      return undefined
    default:
      return subject satisfies never
  }
}
