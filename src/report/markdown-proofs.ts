import {durationText} from '../domain/amount-text.ts'
import {count} from '../domain/count.ts'
import type {FoundAdvisory} from '../domain/measurement.ts'
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

/** Several versions of a package that one advisory hits stand in one row. */
function onceEach(list: readonly FoundAdvisory[]): readonly FoundAdvisory[] {
  const rows = new Map<string, FoundAdvisory>()
  for (const one of list) {
    const key = JSON.stringify([one.id, one.package])
    const seen = rows.get(key)
    rows.set(key, seen === undefined ? one : {...seen, version: `${seen.version}, ${one.version}`})
  }
  return [...rows.values()]
}

/** `2 advisories gone, 1 left, none new. Before: cargo audit; now: cargo audit.` */
export function advisoryText({fixed, left, added, sourceBefore, sourceAfter}: AdvisoryReport): string {
  const number = (list: readonly unknown[]) => (list.length === 0 ? 'none' : String(list.length))
  const gone = fixed.length === 0 ? 'No advisory' : count(fixed.length, 'advisory').replace(/advisorys$/, 'advisories')
  const sources = `Before: ${sourceBefore ?? 'not asked'}; now: ${sourceAfter ?? 'not asked'}.`
  return `${gone} gone, ${number(left)} left, ${number(added)} new. ${sources}`
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
