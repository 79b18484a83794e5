import {clean} from '../../domain/clean-text.ts'
import {isSameState} from '../../domain/file-state.ts'
import type {Session, StepSession} from '../../journal/session.ts'
import {blank, line, type Row, span} from './row.ts'
import {cutStart, fitting} from './width.ts'
import {counted} from './words.ts'

/** Every file the step changed, a row each. */
export function writtenRows(step: StepSession | undefined, width: number): Row[] {
  const files = written(step)
  if (files.length === 0) return []
  return [
    blank,
    line(`${counted(files.length, 'file')} written`, 'dim'),
    ...files.map(file => [span('  '), span(cutStart(file, width - 2))]),
  ]
}

/** The same in one row, where output needs the room. */
export function writtenRow(step: StepSession | undefined, width: number): Row[] {
  const files = written(step)
  return files.length === 0 ? [] : [line(`  written: ${fitting(files, width - 16)}`, 'dim')]
}

/** What the latest undo did for the step; nothing when it stands. */
export function rolledBackRows(session: Session, step: StepSession | undefined): Row[] {
  if (step?.state.status !== 'undone') return []
  const undo = session.history.findLast(entry => entry.kind === 'undo' && entry.steps.includes(step.plan.id))
  const count = undo?.files.filter(({before, after}) => !isSameState(before, after)).length ?? 0
  const what = count === 0 ? 'there was no file to put back' : `${counted(count, 'file')} put back and read again`
  return [
    line(`↺ Rolled back: ${what}`, 'warn'),
    line('  Applied, it is done again; skipped, it stays undone.', 'dim'),
    blank,
  ]
}

function written(step: StepSession | undefined): readonly string[] {
  const files = step?.files ?? []
  return files.flatMap(({path, before, after}) =>
    after === undefined || isSameState(before, after) ? [] : [clean(path)],
  )
}
