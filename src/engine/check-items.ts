import {type ChecklistMark, checkedItems} from '../domain/checklist.ts'
import {BugError} from '../domain/errors.ts'
import type {Answer} from '../domain/question.ts'
import type {ListedItem} from '../domain/step-kind.ts'
import type {StepSession} from '../journal/session.ts'
import {askAboutStep, type StepEnd, undoStep} from './decide-step.ts'
import type {EngineContext} from './engine-context.ts'
import {checklistGate} from './gates.ts'

/** Asks about a step's checklist, and records what is said: of one item, or of the whole list. */
export function checkItems(
  ctx: EngineContext,
  step: StepSession,
  items: readonly ListedItem[],
  summary: string,
): Promise<StepEnd> {
  const {id} = step.plan
  const latest = step.marks?.at(-1)?.item
  const question = checklistGate(step.plan, {
    kind: 'checklist',
    stepId: id,
    summary,
    items: checkedItems(items, step.marks),
    ...(latest === undefined ? {} : {latest}),
  })
  return askAboutStep<StepEnd>(ctx, step, question, async answer => {
    switch (answer.option) {
      case 'done':
      case 'not-applicable':
      case 'open':
        return markItem(ctx, step, items, {...answer, mark: answer.option})
      case 'remark':
        return markItem(ctx, step, items, {...answer, mark: markOf(step, answer.item)})
      case 'accept':
        await ctx.journal.append({type: 'step-accepted', step: id, attempt: step.attempt, by: answer.by})
        return 'next'
      case 'retry':
        return undoStep(ctx, id, 'retry', answer.by)
      default:
        throw new BugError(`no such answer: ${answer.option}`)
    }
  })
}

/** An answer that names no item of the list marks nothing; the question is asked again. */
async function markItem(
  ctx: EngineContext,
  step: StepSession,
  items: readonly ListedItem[],
  {item = '', mark, text, by}: Answer & {readonly mark: ChecklistMark},
): Promise<StepEnd> {
  if (items.some(({id}) => id === item)) {
    const note = text === undefined ? {} : {note: text.slice(0, longestNote)}
    await ctx.journal.append({type: 'item-marked', step: step.plan.id, item, mark, by, ...note})
  } else ctx.say(`The list has no item ${item}`)
  return 'next'
}

function markOf({marks}: StepSession, item: string | undefined): ChecklistMark {
  return marks?.find(one => one.item === item)?.mark ?? 'open'
}

const longestNote = 2000
