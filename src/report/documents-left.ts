import type {StepSession} from '../journal/session.ts'
import {documentsLeftSchema} from '../steps/update-documents.ts'

/** The mentions of old versions that the step about documents left in guides, as `path:line: text`. */
export function documentsLeftOf(steps: readonly Pick<StepSession, 'plan' | 'data' | 'state'>[]): readonly string[] {
  const step = steps.find(({plan}) => plan.id === 'update-documents')
  const left = documentsLeftSchema.safeParse(step?.data).data?.left
  if (left !== undefined) return left.map(({path, line, text}) => `${path}:${line}: ${text.slice(0, longest)}`)
  // A step that had nothing to write tells them as evidence.
  const state = step?.state
  return state?.status === 'not-needed' ? state.evidence.split('\n').slice(1).map(asMention) : []
}

/** `docs/a.md:3 stays, read it yourself: …` without what the list around it says already. */
function asMention(line: string): string {
  return line.replace(' stays, read it yourself: ', ': ')
}

const longest = 120
