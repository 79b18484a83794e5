import type {Session, TakenBack} from '../journal/session.ts'

export const waysTakenBack = ['rolled back', 'retried', 'undone', 'taken back after an interruption'] as const

/** Something that was taken back, and why: what the next attempt should know. */
export type TakenBackRow = {
  /** ISO time. */
  readonly at: string
  readonly by: string
  readonly how: (typeof waysTakenBack)[number]
  /** Titles, in plan order. */
  readonly steps: readonly string[]
  /** How many files were put back. */
  readonly files: number
  /** What was wrong with the steps, and what was noted about them until then. */
  readonly why: readonly string[]
}

/** Everything that was taken back in a session, oldest first. A note is told with the first undo after it. */
export function takenBackRows({plan, notes, undone = []}: Session): readonly TakenBackRow[] {
  const titleOf = (id: string) => plan.steps.find(step => step.id === id)?.title ?? id
  return undone.map((one, index) => {
    const since = undone.findLast((other, at) => at < index && meet(other, one))?.at ?? ''
    const noted = notes.filter(({step, at}) => step !== undefined && one.steps.includes(step) && at > since)
    const until = noted.filter(({at}) => at <= one.at)
    const {at, by, reason, files, problems} = one
    return {
      at,
      by,
      how: howOf[reason],
      steps: one.steps.map(titleOf),
      files,
      why: [...problems.map(({title}) => title), ...until.map(note => `${note.by}: ${note.text}`)],
    }
  })
}

function meet(a: TakenBack, b: TakenBack): boolean {
  return a.steps.some(step => b.steps.includes(step))
}

const howOf = {
  'roll-back': 'rolled back',
  retry: 'retried',
  undo: 'undone',
  interrupted: 'taken back after an interruption',
} as const
