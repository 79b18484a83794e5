import type {Ask, Question} from '../../domain/question.ts'
import {stepInFlight} from '../../engine/redo.ts'
import type {RunEnd} from '../../engine/run-end.ts'
import {type Session, stepsInForce} from '../../journal/session.ts'
import {ask} from '../choose/converse.ts'
import type {SinceFact} from './since-fact.ts'

export type ResumeChoice =
  | {readonly kind: 'continue' | 'redo' | 'undo' | 'fresh'; readonly by: string}
  | {readonly end: RunEnd}

/** Asked when there is a session already: what it was doing and what happened since. `undo` asks what next. */
export async function resumeSession(
  answerer: Ask,
  since: readonly SinceFact[],
  session: Session,
): Promise<ResumeChoice> {
  const answer = await ask(answerer, resumeQuestion(since, session))
  if ('end' in answer) return answer
  const {option, by} = answer
  return option === 'redo' || option === 'undo' || option === 'fresh' ? {kind: option, by} : {kind: 'continue', by}
}

function resumeQuestion(since: readonly SinceFact[], session: Session): Question {
  const [isDone, isUndone] = [session.verdict === 'done', session.verdict === 'undone']
  const disabled = (why: string, isThere: boolean) => (isThere ? {} : {disabledBecause: why})
  return {
    id: 'resume',
    title: resumeTitle(isDone, isUndone),
    subject: {kind: 'resume', since: since.map(({text}) => text)},
    options: [
      {
        id: 'continue',
        key: 'c',
        label: isUndone ? 'Apply again' : 'Continue',
        ...disabled('Every step is decided', !isDone),
      },
      {
        id: 'redo',
        key: 'r',
        label: 'Redo the step',
        ...disabled('No step was begun', stepInFlight(session) !== undefined),
      },
      {id: 'undo', key: 'u', label: 'Undo …', ...disabled('No step is in force', isAnythingDone(session))},
      {id: 'fresh', key: 'f', label: 'Start fresh', typed: 'fresh'},
      {id: 'quit', key: 'q', label: 'Quit'},
    ],
    recommended: isDone ? 'quit' : 'continue',
  }
}

function resumeTitle(isDone: boolean, isUndone: boolean): string {
  if (isUndone) return 'All of this upgrade was undone. Apply it again?'
  return isDone ? 'This upgrade is done. What now?' : 'Go on with this upgrade?'
}

/** Also what was cut short: it is finished or taken back before anything else. */
function isAnythingDone(session: Session): boolean {
  return session.undoing !== undefined || stepsInForce(session).length > 0
}
