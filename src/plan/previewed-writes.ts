import type {StepPreview} from '../domain/question.ts'
import type {FileWrite} from '../domain/step-kind.ts'
import {diffStat} from '../editors/unified-diff.ts'

/** What a step would write; nothing for steps that only run programs. */
export function writesOf(stepId: string, previews: readonly StepPreview[]): readonly FileWrite[] {
  return previews.find(preview => preview.stepId === stepId)?.writes ?? []
}

/** How many lines a file's change touches: a replaced line counts once. */
export function changedLines({before, after}: FileWrite): number {
  const {added, removed} = diffStat(before, after)
  return Math.max(added, removed)
}
