import {clean} from '../domain/clean-text.ts'
import type {Size} from '../store/view.ts'
import {paintRow} from './rows/paint-row.ts'
import {blank, cutRow, line, type Row, rule, span} from './rows/row.ts'

export type FirstFrame = {
  readonly size: Size
  readonly repository: string
  readonly hasColor: boolean
  readonly isAscii: boolean
}

/**
 * What stands on the screen while everything else is loaded: the beginning of the screen that follows, row for row, so that
 * nothing moves when it comes. It knows no screens, because they take longer to load than it takes to read them.
 */
export function firstFrame({size, repository, ...look}: FirstFrame): string {
  const inner = size.columns - 2
  const rows: Row[] = [
    [span('upgrade-wizard', 'accent'), span('  '), span(clean(repository), 'strong')],
    rule('', inner),
    blank,
    line('Starting'),
  ]
  return rows.map(row => ` ${paintRow(cutRow(row, inner), look)}`).join('\n')
}
