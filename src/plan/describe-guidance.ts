import {type ChecklistItem, placeOf} from '../domain/checklist.ts'
import {listed} from './text-layout.ts'

/**
 * A line for each change that items are about: where, what changed, and what to do about it. The silent ones come first,
 * because nothing else tells them.
 */
export function describeGuidance(items: readonly ChecklistItem[]): readonly string[] {
  const groups = new Map<string, ChecklistItem[]>()
  for (const item of items) {
    const key = [item.change, item.todo].join('\n')
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group
    return first === undefined ? [] : [`${listed(group.map(placeOf))}: ${first.what} → ${whatToDo(first)}`]
  })
}

/** What to write, on one line, and why. */
function whatToDo({todo, after}: ChecklistItem): string {
  return after === undefined ? todo : `${after.replace(/\s+/g, ' ')} (${todo.replace(/\.$/, '')})`
}
