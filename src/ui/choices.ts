import type {Option, Question, ShownItem} from '../domain/question.ts'
import {markLook} from './theme.ts'

/** The options as they are for the marked row: what an item of a checklist is already can't be chosen again. */
export function choicesOf({subject, options}: Question, highlight: number): readonly Option[] {
  if (subject.kind !== 'checklist') return options
  const item = subject.items[highlight]
  return options.map(option => {
    const because = item === undefined ? undefined : itemReason(option, item)
    return because === undefined ? option : {...option, disabledBecause: because}
  })
}

function itemReason({id}: Option, {mark, by}: ShownItem): string | undefined {
  if (id !== mark) return undefined
  return `the marked one is ${markLook[mark].word}${by === undefined ? '' : ` (${by})`}`
}
