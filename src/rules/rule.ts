import type {SymbolPaths} from '../catalog/symbol-paths.ts'
import type {Edit, Span} from '../domain/edit.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import type {UseMatch} from '../scan/api-uses/matches-in.ts'
import type {UsingFile} from '../scan/api-uses/shape.ts'

/** From one major to another. */
export type Way = {readonly from: number; readonly to: number}

/** One place that a breaking change is about. Nodes are lent: none may outlive the rewrite. */
export type RustUse = UseMatch & {
  readonly file: UsingFile
  readonly text: string
  readonly way: Way
  readonly symbols: SymbolPaths
}

export type Rewrite =
  | {
      readonly kind: 'edits'
      readonly edits: readonly Edit[]
      /** What nothing else may touch in the same pass; without it, what the edits cover. */
      readonly region?: Span
      /** Something that the person should know about it. */
      readonly note?: string
    }
  /** It can't be done safely here; why, in a few words. */
  | {readonly kind: 'by-hand'; readonly why: string}

/**
 * Carries out a breaking change, one place at a time. It fires only where it is sure. A place that is in the new form
 * already is none of its business, so that a second run changes nothing.
 */
export type Rule = {
  /** The ids of the changes; several where one change is told twice. */
  readonly changes: readonly string[]
  /** A new name for the same thing: all of a file's are written in one pass, before anything else. */
  readonly isRename?: true
  /** Undefined when nothing is to be done here. */
  readonly rewrite: (use: RustUse) => Rewrite | undefined
}

/** The edits of a rewrite. */
export function edits(...list: readonly Edit[]): Rewrite {
  return {kind: 'edits', edits: list}
}

export function byHand(why: string): Rewrite {
  return {kind: 'by-hand', why}
}

/** Puts a text in a node's place. */
export function replaced(node: Span | Node, text: string): Edit {
  const span = 'startIndex' in node ? spanOf(node) : node
  return {...span, text}
}

/** Puts a text before an offset. */
export function inserted(at: number, text: string): Edit {
  return {start: at, end: at, text}
}

export function removed(span: Span): Edit {
  return {...span, text: ''}
}

export function spanOf({startIndex, endIndex}: Node): Span {
  return {start: startIndex, end: endIndex}
}
