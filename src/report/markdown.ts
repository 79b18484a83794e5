import {durationText} from '../domain/amount-text.ts'
import {escapeMarkdown} from './escape-markdown.ts'
import type {Report} from './report.ts'
import {reportSections} from './report-sections.ts'
import type {Verdict} from './verdict.ts'

/**
 * The report for a reviewer, read in two minutes: verdict, versions, criteria, tests, numbers, steps, files, notes, and
 * what is left. The same report always gives the same text; text from outside is escaped.
 */
export function reportMarkdown(report: Report): string {
  const {repository, tool, startedAt, endedAt} = report.input
  const parts = [
    `# ${escapeMarkdown(repository)}: ${targetText(report)}`,
    `**${verdictWords[report.verdict]}** ${summaryOf(report)}`,
    ...reportSections(report).map(({title, body}) => `## ${title}\n\n${body}`),
    `---\nWritten by ${escapeMarkdown(tool)}, ${startedAt} to ${endedAt}.`,
  ]
  return `${parts.join('\n\n')}\n`
}

/** The verdict in a sentence. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  upgraded: 'Upgraded.',
  incomplete: 'Incomplete.',
  undone: 'Undone: what was changed is taken back.',
  blocked: 'Blocked before anything was changed.',
}

/** `wasmtime 36.0.14 on Rust 1.86`. */
export function targetText({input: {target}}: Report): string {
  const rust = `Rust ${target.rust.version}`
  return target.wasmtime === null ? rust : `wasmtime ${target.wasmtime} on ${rust}`
}

/** How many criteria are met, the score, and how long it took. */
export function summaryOf({criteria, score, takenMs}: Report): string {
  const met = (level: string) => {
    const all = criteria.filter(criterion => criterion.level === level)
    return all.length === 0 ? [] : [`${all.filter(criterion => criterion.met).length} of ${all.length} ${level}`]
  }
  return `${['must', 'should', 'could'].flatMap(met).join(', ')} met; score ${score} of 100; took ${durationText(takenMs)}.`
}
