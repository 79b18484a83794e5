import {durationText} from '../domain/amount-text.ts'
import {isOtherRust} from '../domain/rust-version.ts'
import {diffText} from './diff-text.ts'
import {codeSpan, escapeMarkdown} from './escape-markdown.ts'
import {listLessons} from './lessons.ts'
import {markdownBreaking, markdownDuplicates} from './markdown-changes.ts'
import {markdownChecklist} from './markdown-checklist.ts'
import {markdownNumbers} from './markdown-numbers.ts'
import {bullets, markdownTable, section} from './markdown-parts.ts'
import {markdownPartsTable} from './markdown-parts-table.ts'
import {
  markdownAdvisories,
  markdownCommands,
  markdownFeatures,
  markdownFlaky,
  markdownSkipped,
} from './markdown-proofs.ts'
import {markdownTests} from './markdown-tests.ts'
import {markdownBack, markdownEarlier, markdownTakenBack} from './markdown-way.ts'
import type {Report} from './report.ts'
import type {ReportStep} from './report-input.ts'
import {timeLines} from './time-lines.ts'
import type {Verdict} from './verdict.ts'

/**
 * The report for a reviewer, read in two minutes: verdict, versions, criteria, tests, numbers, steps, files, notes, and
 * what is left. The same report always gives the same text; text from outside is escaped.
 */
export function reportMarkdown(report: Report): string {
  const {input, proofs} = report
  const parts = [
    `# ${escapeMarkdown(input.repository)}: ${titleOf(report)}`,
    `**${verdictWords[report.verdict]}** ${summaryOf(report)}`,
    section('Parts', markdownPartsTable(report.parts)),
    section('Versions', versionRows(report)),
    section('Criteria', criteriaRows(report)),
    section('Tests', [markdownTests(report.tests), markdownFlaky(proofs)].filter(part => part !== '').join('\n\n')),
    section('Numbers', markdownNumbers(report.metrics)),
    section('Features', markdownFeatures(proofs)),
    section('Commands of the repository’s own', markdownCommands(proofs)),
    section('Advisories', markdownAdvisories(proofs)),
    section('Not measured', markdownSkipped(proofs)),
    section('Breaking changes', markdownBreaking(input.breaking)),
    section('Changed defaults', silentRows(report)),
    section('Crates in several versions', markdownDuplicates(input.duplicates)),
    section('Time', bullets(timeLines(report).map(escapeMarkdown))),
    section('Steps', stepRows(input.steps)),
    section('Files', fileRows(report)),
    section('Checklist', markdownChecklist(input.checklist)),
    section('Taken back', markdownTakenBack(input.takenBack)),
    section('Earlier attempts', markdownEarlier(input.earlier)),
    section('What it showed', bullets(listLessons(report).map(escapeMarkdown))),
    section('Notes', noteRows(report)),
    section('Getting back', markdownBack(input.back)),
    section('Left for people', report.remaining.map(text => `- [ ] ${escapeMarkdown(text)}`).join('\n')),
    `---\nWritten by ${escapeMarkdown(input.tool)}, ${input.startedAt} to ${input.endedAt}.`,
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  upgraded: 'Upgraded.',
  incomplete: 'Incomplete.',
  undone: 'Undone: what was changed is taken back.',
  blocked: 'Blocked before anything was changed.',
}

function titleOf({input: {target}}: Report): string {
  const rust = `Rust ${target.rust.version}`
  return target.wasmtime === null ? rust : `wasmtime ${target.wasmtime} on ${rust}`
}

function summaryOf({criteria, score, takenMs}: Report): string {
  const met = (level: string) => {
    const all = criteria.filter(criterion => criterion.level === level)
    return all.length === 0 ? [] : [`${all.filter(criterion => criterion.met).length} of ${all.length} ${level}`]
  }
  return `${['must', 'should', 'could'].flatMap(met).join(', ')} met; score ${score} of 100; took ${durationText(takenMs)}.`
}

function versionRows({input}: Report): string {
  const rows = input.versions.map(({name, before, after}) => [escapeMarkdown(name), version(before), version(after)])
  const reasons = input.target.rust.because.map(({needs, version: needed}) => `${escapeMarkdown(needs)} (${needed})`)
  const because = reasons.length === 0 ? '' : `Rust ${input.target.rust.version} because of: ${reasons.join(', ')}.`
  const rust = input.after?.rust
  const isOther = rust !== undefined && isOtherRust(rust, input.target.rust.version)
  const built = isOther
    ? `Built with Rust ${escapeMarkdown(rust)}: ${input.target.rust.version} is not installed here.`
    : ''
  return [markdownTable(['', 'before', 'after'], rows), because, built].filter(part => part !== '').join('\n\n')
}

function version(text: string | null): string {
  return text === null ? '—' : codeSpan(text)
}

function criteriaRows({criteria}: Report): string {
  return criteria.map(({level, title, met}) => `- [${met ? 'x' : ' '}] ${level}: ${escapeMarkdown(title)}`).join('\n')
}

function stepRows(steps: readonly ReportStep[]): string {
  // While the report is written, the step that writes it is still running.
  const shown = steps.filter(({phase, status}) => phase !== 'finish' || status !== 'running')
  const rows = shown.map(step => [
    escapeMarkdown(step.title),
    step.status,
    String(step.attempts),
    escapeMarkdown(step.decidedBy ?? '—'),
    durationText(step.durationMs),
    `${escapeMarkdown(step.problem?.title ?? step.summary ?? '')}${commitOf(step)}`,
  ])
  return markdownTable(['step', 'status', 'tries', 'by', 'took', 'result'], rows)
}

function commitOf({commit}: ReportStep): string {
  return commit === undefined ? '' : ` (commit ${codeSpan(commit.slice(0, 9))})`
}

function fileRows({input: {files}}: Report): string {
  const table = markdownTable(
    ['file', 'added', 'removed'],
    files.map(({path, added, removed}) => [codeSpan(path), `+${added}`, `−${removed}`]),
  )
  return files.length === 0 ? '' : `${diffText(files)}\n\n${table}`
}

function silentRows({input: {silentChanges}}: Report): string {
  const rows = silentChanges.map(
    ({major, crate, summary}) => `${escapeMarkdown(`${crate} ${major}`)}: ${escapeMarkdown(summary)}`,
  )
  return rows.length === 0 ? '' : `No compiler reports these.\n\n${bullets(rows)}`
}

function noteRows({input: {notes}}: Report): string {
  return bullets(
    notes.map(({step, text, by}) => {
      const about = step === undefined ? '' : ` on ${codeSpan(step)}`
      return `${escapeMarkdown(by)}${about}: ${escapeMarkdown(text)}`
    }),
  )
}
