import type {Session} from '../journal/session.ts'
import {type TakenBackRow, takenBackRows} from './taken-back.ts'

/** What an attempt before this one came to. */
export type EarlierSession = {
  /** ISO times. */
  readonly startedAt: string
  readonly endedAt: string
  readonly wasmtime: string | null
  readonly rust: string
  /** `left`: nobody went on with it. */
  readonly ended: 'done' | 'stopped' | 'undone' | 'left'
  /** `title: problem` of the steps that failed or were blocked at its end. */
  readonly problems: readonly string[]
  readonly takenBack: readonly TakenBackRow[]
  readonly notes: readonly {readonly text: string; readonly by: string}[]
}

/** The session in short, for whoever tries again. */
export function earlierSession(session: Session): EarlierSession {
  const {startedAt, lastEventAt, plan, steps, verdict, notes} = session
  return {
    startedAt,
    endedAt: lastEventAt,
    wasmtime: plan.target.wasmtime,
    rust: plan.target.rust.version,
    ended: verdict ?? 'left',
    problems: steps.flatMap(({plan: {title}, state}) =>
      'problem' in state ? [`${title}: ${state.problem.title}`] : [],
    ),
    takenBack: takenBackRows(session),
    notes: notes.map(({text, by}) => ({text, by})),
  }
}
