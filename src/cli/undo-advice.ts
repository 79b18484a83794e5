import type {UndoAdvice} from '../engine/undo-advice.ts'
import {againstUndo, upgradeParts} from '../plan/undo-advice.ts'
import {startFactsOf} from '../report/start-facts-of.ts'

/** What is known of Rust and wasmtime, in the shape in which the engine asks for it. */
export const undoAdvice: UndoAdvice = {
  parts: upgradeParts,
  against: (session, undone) => againstUndo(session, undone, startFactsOf(session).rust),
}
