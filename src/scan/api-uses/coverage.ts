import type {BreakingChange} from '../../catalog/breaking-changes.ts'
import {marksOf} from '../../catalog/change-marks.ts'

/**
 * How far a change can be looked for. `use`: places that have to change are found. `hint`: places worth a look are found,
 * but whether they break can't be told from the text. `rust-step`: it raises the least Rust, which other findings state.
 * `unseen`: it leaves no trace in a repository.
 */
export type Reach = 'use' | 'hint' | 'rust-step' | 'unseen'

/** How far each of the changes can be looked for. */
export function coverage(changes: readonly BreakingChange[]): readonly {readonly id: string; readonly reach: Reach}[] {
  return changes.map(change => ({id: change.id, reach: reachOf(change)}))
}

function reachOf({id, kind}: BreakingChange): Reach {
  if (kind === 'msrv') return 'rust-step'
  const marks = marksOf(id)
  if (marks.length === 0) return 'unseen'
  return marks.every(({sure}) => sure === false) ? 'hint' : 'use'
}
