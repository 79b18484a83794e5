import type {StepKind} from '../domain/step-kind.ts'
import type {StepDeps} from './step-deps.ts'

/** Writes the report beside the state file: nothing in the user's tree changes. */
export function writeReport(deps: StepDeps): StepKind {
  return {
    async inspect() {
      return {kind: 'needed', summary: 'A report for the reviewer, ready to paste', writes: [], touches: []}
    },
    async verify() {
      return {kind: 'ok', summary: `Report written: ${await deps.writeReport()}`}
    },
  }
}
