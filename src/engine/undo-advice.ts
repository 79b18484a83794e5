import type {Leftover} from '../domain/leftover.ts'
import type {Problem} from '../domain/problem.ts'
import type {UndoneFile} from '../domain/question.ts'
import type {Session, StepSession} from '../journal/session.ts'

/** Steps that belong together in a way that their order doesn't tell. */
export type UndoPart = {readonly id: string; readonly title: string; readonly steps: readonly string[]}

/** What is known about undoing beside what steps need of each other; the engine itself knows nothing of it. */
export type UndoAdvice = {
  /** Parts of the upgrade that can be undone by themselves; those without a step in force aren't offered. */
  parts(session: Session): readonly UndoPart[]
  /** What would be wrong once these steps are undone: a part is refused for it, of a step it is only said. */
  against(session: Session, undone: readonly string[], files: readonly UndoneFile[]): Promise<Problem | undefined>
  /** What an undo of these steps leaves behind elsewhere, a sentence each. */
  stays?(session: Session, undone: readonly string[]): readonly string[]
  /** What an undone step left outside of the repository, as far as it is still there. */
  leftover?(step: StepSession): Promise<Leftover | undefined>
}
