import {durationText} from '../domain/amount-text.ts'
import {escapeMarkdown} from './escape-markdown.ts'
import {markdownTable} from './markdown-parts.ts'
import type {PartRow} from './part-row.ts'

/** The parts that a report was merged from, and why one has no report. */
export function markdownPartsTable(parts: readonly PartRow[] = []): string {
  const rows = parts.map(({name, platform, verdict, score, taken, why}) => [
    escapeMarkdown(name),
    escapeMarkdown(platform ?? '—'),
    verdict ?? `no report: ${escapeMarkdown(why ?? '')}`,
    score === null ? '—' : String(score),
    taken === null ? '—' : durationText(taken),
  ])
  return markdownTable(['part', 'on', 'verdict', 'score', 'took'], rows)
}
