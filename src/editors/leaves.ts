import type {Edit, Span} from '../domain/edit.ts'

/** One value that should stand at a span instead of another. */
export type ValueChange = {readonly span: Span; readonly from: string; readonly to: string}

/**
 * One scalar of a parsed file: `written` as it stands there, `read` as the format understands it.
 * They differ where the format loses something: a plain `1.90` in YAML is read as the number 1.9.
 */
export type Leaf = {readonly kind: 'text' | 'number' | 'other'; readonly written: string; readonly read: string}

/** Every scalar of a file by its path, in the order of the file. */
export type Leaves = ReadonlyMap<string, Leaf>

/** What one change becomes in this format. */
export type Adaptation =
  | {
      readonly kind: 'edits'
      readonly edits: readonly Edit[]
      /** Paths of leaves that go away together with the old value. */
      readonly drops: readonly string[]
      /** What the person should know. */
      readonly notes: readonly string[]
    }
  | {readonly kind: 'cannot'; readonly why: string}

export type ParsedFile = {
  readonly leaves: Leaves
  /** Formats in which a value can't always be replaced letter by letter. */
  readonly adapt?: (change: ValueChange) => Adaptation
}

/** Parses a file for editing; throws with the parser's own message when the text is broken. */
export type ParseForEditing = (text: string) => ParsedFile

export function textLeaf(text: string): Leaf {
  return {kind: 'text', written: text, read: text}
}

/** The plain case: the new value takes the old one's place. */
export function replaceInPlace(change: ValueChange): Adaptation {
  return {kind: 'edits', edits: [{...change.span, text: change.to}], drops: [], notes: []}
}

/** The scalars of plain data, by JSON path. */
export function leavesOf(value: unknown): Leaves {
  const leaves = new Map<string, Leaf>()
  collectLeaves(value, [], leaves)
  return leaves
}

function collectLeaves(value: unknown, path: readonly (string | number)[], leaves: Map<string, Leaf>): void {
  if (Array.isArray(value)) {
    leaves.set(JSON.stringify([...path, '[]']), {kind: 'other', written: '', read: ''})
    for (const [index, item] of value.entries()) collectLeaves(item, [...path, index], leaves)
    return
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    leaves.set(JSON.stringify([...path, '{}']), {kind: 'other', written: '', read: ''})
    for (const [key, item] of Object.entries(value)) collectLeaves(item, [...path, key], leaves)
    return
  }
  leaves.set(JSON.stringify(path), leafOf(value))
}

function leafOf(value: unknown): Leaf {
  if (typeof value === 'string') return textLeaf(value)
  const text = value instanceof Date ? value.toISOString() : String(value)
  const kind = typeof value === 'number' || typeof value === 'bigint' ? 'number' : 'other'
  return {kind, written: text, read: text}
}
