import {durationText} from '../domain/amount-text.ts'
import type {FoundAdvisory} from '../domain/measurement.ts'
import {onceEach} from '../measure/once-each.ts'
import {codeSpan, escapeMarkdown} from './escape-markdown.ts'
import {bullets, markdownTable} from './markdown-parts.ts'
import type {AdvisoryReport, ProofRow, Proofs} from './proofs.ts'

/** Sets of features and whether each compiled, before and after. */
export function markdownFeatures({features}: Proofs): string {
  return proofTable('features', features, passed => (passed ? 'compiles' : '**does not compile**'))
}

/** The repository's own commands, before and after. */
export function markdownCommands({commands}: Proofs): string {
  return proofTable('command', commands, outcome => (outcome === 'passed' ? outcome : `**${outcome}**`))
}

function proofTable<Outcome>(
  what: string,
  rows: readonly ProofRow<Outcome>[],
  word: (outcome: Outcome) => string,
): string {
  const cell = (outcome: Outcome | null, ms: number | null) =>
    outcome === null ? '—' : `${word(outcome)}${ms === null ? '' : `, ${durationText(ms)}`}`
  const cells = rows.map(row => [codeSpan(row.name), cell(row.before, row.beforeMs), cell(row.after, row.afterMs)])
  return markdownTable([what, 'before', 'after'], cells)
}

/** Which advisories are gone, which are left, which are new, and who says so. */
export function markdownAdvisories({advisories}: Proofs): string {
  if (advisories === null) return ''
  const {fixed, left, added} = advisories
  const rows = (list: readonly FoundAdvisory[], word: string) =>
    onceEach(list).map(({id, package: name, version, title, severity}) => [
      word,
      codeSpan(id),
      escapeMarkdown(`${name} ${version}`),
      `${severity === undefined ? '' : `${escapeMarkdown(severity)}: `}${escapeMarkdown(title)}`,
    ])
  const all = [...rows(added, '**new**'), ...rows(left, 'still there'), ...rows(fixed, 'gone')]
  const table = markdownTable(['', 'advisory', 'package', 'what'], all)
  return [table, escapeMarkdown(advisoryText(advisories))].filter(part => part !== '').join('\n\n')
}

/** `2 advisories gone, 1 left, none new. Before and now: cargo audit.` */
export function advisoryText({fixed, left, added, sourceBefore, sourceAfter}: AdvisoryReport): string {
  const [gone, stays, fresh] = [fixed, left, added].map(list => onceEach(list).length)
  const number = (of = 0) => (of === 0 ? 'none' : String(of))
  const first = `${gone === 0 ? 'No' : gone} ${gone === 1 || gone === 0 ? 'advisory' : 'advisories'} gone`
  const isSame = sourceBefore !== null && sourceBefore === sourceAfter
  const sources = isSame
    ? `Before and now: ${sourceBefore}.`
    : `Before: ${sourceBefore ?? 'not asked'}; now: ${sourceAfter ?? 'not asked'}.`
  return `${first}, ${number(stays)} left, ${number(fresh)} new. ${sources}`
}

/** Tests that are flaky, by name. */
export function markdownFlaky({flaky}: Proofs): string {
  return flaky.length === 0
    ? ''
    : `Flaky: failed, and passed when run again (${flaky.length}):\n\n${bullets(flaky.map(codeSpan))}`
}

/** What wasn't measured and why. */
export function markdownSkipped({skipped}: Proofs): string {
  return bullets(skipped.map(({what, why}) => `${escapeMarkdown(what)}: ${escapeMarkdown(why)}`))
}
