import * as z from 'zod'

/** Something that is for people to do or to look at: nothing the wizard could change safely. */
export const checklistItemSchema = z.object({
  /** Stable while the place stays as it is: the name under which it is marked. */
  id: z.string().max(300),
  /** The breaking change it is about; absent for what is about no change. */
  change: z.string().optional(),
  path: z.string(),
  /** 1-based; absent where the file as a whole is meant. */
  line: z.number().int().positive().optional(),
  /** 1-based, UTF-16 units; only with a line. */
  column: z.number().int().positive().optional(),
  /** What changed, in a sentence. */
  what: z.string(),
  /** What to do about it, or why it is left to people. */
  todo: z.string(),
  /** How such code was written, and how it is written for the target. */
  before: z.string().optional(),
  after: z.string().optional(),
  /** How code that isn't adapted is told. */
  effect: z.enum(['error', 'warning', 'silent']),
  /** What would be an error was compiled for the target, and is none: nobody has to look, but may. */
  compiles: z.boolean().optional(),
})
export type ChecklistItem = z.infer<typeof checklistItemSchema>

/** What a step with a checklist keeps in the state file. */
export const checklistSchema = z.object({items: z.array(checklistItemSchema)})

/** What can be said about an item; `open` takes it back. */
export const checklistMarks = ['open', 'done', 'not-applicable'] as const
export type ChecklistMark = (typeof checklistMarks)[number]

/** What was said about an item, and by whom. */
export type ItemMark = {
  readonly item: string
  readonly mark: ChecklistMark
  readonly note?: string
  readonly by: string
}

/** An item with what was said about it; open as long as nobody said anything. */
export type CheckedItem = ChecklistItem & {
  readonly mark: ChecklistMark
  readonly note?: string
  readonly by?: string
}

/** The items with what was said about each last. Marks of items that are gone say nothing. */
export function checkedItems<Item extends ChecklistItem>(
  items: readonly Item[],
  marks: readonly ItemMark[] = [],
): readonly (Item & CheckedItem)[] {
  const said = new Map(marks.map(({item, ...mark}) => [item, mark]))
  return items.map(item => ({...item, mark: 'open', ...said.get(item.id)}))
}

/** Whether somebody still has to look at it. */
export function isToDo({mark, compiles}: CheckedItem): boolean {
  return mark === 'open' && compiles !== true
}

/** `src/lib.rs:12` */
export function placeOf({path, line}: Pick<ChecklistItem, 'path' | 'line'>): string {
  return line === undefined ? path : `${path}:${line}`
}
