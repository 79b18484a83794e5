import type {Problem} from '../domain/problem.ts'
import type {Answer, Ask, Question, Subject} from '../domain/question.ts'

export type AnswerPolicy = {
  /** Accept a gate when its step verified. Without it nothing is answered. */
  readonly yes: boolean
  /**
   * What becomes of a step that failed: stay as it is and stop, undo it and stop, or take it as it is and go on. `auto`
   * undoes it, except where what it did so far is worth keeping.
   */
  readonly onFailure: 'auto' | 'stop' | 'undo' | 'continue'
}

/**
 * Answers questions when nobody is there. Everything it answers is the question's own recommendation, except for what
 * failed: that is mended as long as something safe is proposed, and then follows `onFailure`. Whatever would overwrite edits
 * made by hand it leaves unanswered.
 */
export function answerByPolicy({yes, onFailure}: AnswerPolicy, target?: string): Ask {
  const done: Done = {started: new Set(), rolledBack: new Set(), verified: new Set(), mends: 0, goesBack: false}
  return async question => {
    if (!yes) return undefined
    const option = choose(question, done, onFailure)
    if (option === undefined) return undefined
    const text = question.subject.kind === 'target' ? target : undefined
    const item = question.subject.kind === 'undo' && option === 'undo' ? 'all' : undefined
    return {
      option,
      by: 'policy',
      ...(text === undefined ? {} : {text}),
      ...(item === undefined ? {} : {item}),
    } satisfies Answer
  }
}

/** What was answered in this run, by step. */
type Done = {
  readonly started: Set<string>
  readonly rolledBack: Set<string>
  readonly verified: Set<string>
  mends: number
  /** Everything is taken back: what was measured recommended it, and that is what failures mean. */
  goesBack: boolean
}

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
    case 'leftover':
      return recommended
    case 'undo':
      return done.goesBack ? 'undo' : recommended
    case 'before-step':
      if (done.goesBack || done.rolledBack.has(subject.stepId)) return 'quit'
      done.started.add(subject.stepId)
      return 'apply'
    case 'after-step':
      if (subject.outcome.kind === 'ok') return 'accept'
      if (canMend(subject) && done.mends++ < mostMends) return 'mend'
      if (subject.outcome.problem.goOn !== undefined && onFailure !== 'stop') return 'adopt'
      return afterFailure(subject.stepId, subject.outcome.problem, done, onFailure)
    case 'blocked-step':
      return onFailure === 'continue' ? 'skip' : 'quit'
    // A hook has its reasons: passing it over is for whoever said so beforehand.
    case 'refused-commit':
      return onFailure === 'continue' ? 'go-on' : undefined
    case 'checklist':
      return 'accept'
    // Nobody makes room: the step fails, which says what would.
    case 'low-room':
      return 'cancel'
    case 'edited-file':
      return undefined
    // Whose session it is, no rule can know; commands are left out unless their hash was given.
    case 'consent':
      return subject.to === 'commands' || subject.to === 'sharing' ? recommended : undefined
    default:
      return subject satisfies never
  }
}

/** What is safe is taken before a failure is one. */
function canMend({proposals = []}: Extract<Subject, {kind: 'after-step'}>): boolean {
  return proposals.some(proposal => proposal.isSafe)
}

function afterFailure(
  stepId: string,
  {isWorthKeeping = false, recommendsUndo = false}: Problem,
  done: Done,
  onFailure: AnswerPolicy['onFailure'],
): string {
  const {started, rolledBack, verified} = done
  if (recommendsUndo && onFailure !== 'continue') {
    if (onFailure !== 'undo' || done.goesBack) return 'quit'
    done.goesBack = true
    return 'undo'
  }
  const stays = onFailure === 'stop' || (onFailure === 'auto' && isWorthKeeping)
  // It failed in an earlier run and was kept: somebody may have mended the rest since.
  if (isWorthKeeping && stays && !started.has(stepId) && !verified.has(stepId)) {
    verified.add(stepId)
    return 'verify'
  }
  if (onFailure === 'continue') return 'adopt'
  if (stays || rolledBack.has(stepId)) return 'quit'
  rolledBack.add(stepId)
  return 'roll-back'
}

/** Steps stop proposing when it leads nowhere; this is for one that doesn't. */
const mostMends = 100
