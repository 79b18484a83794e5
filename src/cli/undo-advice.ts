import type {UndoAdvice} from '../engine/undo-advice.ts'
import {rustStatedThen} from '../plan/rust-stated-then.ts'
import {againstUndo, upgradeParts} from '../plan/undo-advice.ts'

/** What is known of Rust and wasmtime, in the shape in which the engine asks for it. */
export const undoAdvice: UndoAdvice = {
  parts: upgradeParts,
  against: async (session, undone, files) => againstUndo(session, undone, await rustStatedThen(files)),
}
