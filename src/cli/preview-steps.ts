import type {Tree} from '../domain/ports.ts'
import type {StepPreview} from '../domain/question.ts'
import type {StepContext, StepKind} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import {moveWasmTarget} from '../steps/move-wasm-target.ts'
import {raiseFamily} from '../steps/raise-family.ts'
import {raiseRust} from '../steps/raise-rust.ts'
import type {Decision} from './decide.ts'

/** What each editing step would write, seen from today's tree. */
export async function previewSteps(
  tree: Tree,
  survey: Survey,
  {target, plan}: Pick<Decision, 'target' | 'plan'>,
): Promise<readonly StepPreview[]> {
  const deps = {target, survey: async () => survey}
  const editing = new Map<string, StepKind>([
    ['raise-rust', raiseRust(deps)],
    ['move-wasm-target', moveWasmTarget(deps)],
    ['raise-family', raiseFamily(deps)],
  ])
  const previews: StepPreview[] = []
  for (const step of plan.steps) {
    const inspection = await editing.get(step.kind)?.inspect(readOnly(tree))
    if (inspection?.kind === 'needed')
      previews.push({stepId: step.id, summary: inspection.summary, writes: inspection.writes})
    if (inspection?.kind === 'done') previews.push({stepId: step.id, summary: inspection.evidence, writes: []})
  }
  return previews
}

/** Steps that only edit files never run anything while they are inspected. */
function readOnly(tree: Tree): StepContext {
  const never = () => {
    throw new Error('an inspection must not run commands')
  }
  return {
    tree,
    run: never,
    readLog: never,
    resultOf: () => undefined,
    mends: 0,
    say: () => undefined,
    signal: new AbortController().signal,
  }
}
