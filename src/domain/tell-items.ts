import {type ChecklistItem, placeOf} from './checklist.ts'

/**
 * A line for each change that items are about, with the same words for all of its places: where, what changed, and what to
 * do about it. In the order of the items.
 */
export function tellItems(items: readonly ChecklistItem[]): readonly string[] {
  const groups = new Map<string, ChecklistItem[]>()
  for (const item of items) {
    const key = [item.change, item.what, item.todo].join('\n')
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group
    return first === undefined ? [] : [`${placesOf(group)}: ${first.what} → ${whatToDo(first)}`]
  })
}

/** What to write, on one line, and why. */
function whatToDo({todo, after}: ChecklistItem): string {
  return after === undefined ? todo : `${after.replace(/\s+/g, ' ')} (${todo.replace(/\.$/, '')})`
}

function placesOf(items: readonly ChecklistItem[]): string {
  const shown = items.slice(0, mostPlaces).map(placeOf).join(', ')
  return items.length > mostPlaces ? `${shown} and ${items.length - mostPlaces} more` : shown
}

const mostPlaces = 4
