import type {Row} from './rows/row.ts'

/** What a screen shows, in rows that are cut and scrolled by whoever draws them. */
export type ScreenParts = {
  readonly title: string
  readonly remark?: string
  /** The rows of the list that are visible; empty where a component draws them. */
  readonly list?: readonly Row[]
  readonly detail: {
    readonly title: string
    readonly remark?: string
    /** The views of a session, where there are several. */
    readonly tabs?: Row
    /** Stands still above what scrolls. */
    readonly head: readonly Row[]
    readonly body: readonly Row[] | 'output'
  }
}
