import {durationText} from '../domain/amount-text.ts'
import {isOtherRust} from '../domain/rust-version.ts'
import {diffText} from './diff-text.ts'
import {codeSpan, escapeMarkdown} from './escape-markdown.ts'
import {bullets, markdownTable} from './markdown-parts.ts'
import type {Report} from './report.ts'
import type {ReportStep} from './report-input.ts'

/** The versions before and after, why this Rust, and which Rust really built it. */
export function versionRows({input}: Report): string {
  const rows = input.versions.map(({name, before, after}) => {
    const none = name === 'Rust' ? 'not stated' : '—'
    return [escapeMarkdown(name), version(before, none), version(after, none)]
  })
  const reasons = input.target.rust.because.map(({needs, version: needed}) => `${escapeMarkdown(needs)} (${needed})`)
  const because = reasons.length === 0 ? '' : `Rust ${input.target.rust.version} because of: ${reasons.join(', ')}.`
  const rust = input.after?.rust
  const isOther = rust !== undefined && isOtherRust(rust, input.target.rust.version)
  const built = isOther
    ? `Built with Rust ${escapeMarkdown(rust)}: ${input.target.rust.version} is not installed here.`
    : ''
  return [markdownTable(['', 'before', 'after'], rows), because, built].filter(part => part !== '').join('\n\n')
}

function version(text: string | null, none: string): string {
  return text === null ? none : codeSpan(text)
}

/** What the upgrade is judged by, as a list with ticks. */
export function criteriaRows({criteria}: Report): string {
  return criteria.map(({level, title, met}) => `- [${met ? 'x' : ' '}] ${level}: ${escapeMarkdown(title)}`).join('\n')
}

/** Every step with what became of it, by whom, and how long it took. */
export function stepRows(steps: readonly ReportStep[]): string {
  // While the report is written, the step that writes it is still running.
  const shown = steps.filter(({phase, status}) => phase !== 'finish' || status !== 'running')
  const rows = shown.map(step => [
    escapeMarkdown(step.title),
    step.status,
    String(step.attempts),
    escapeMarkdown(step.decidedBy ?? '—'),
    durationText(step.durationMs),
    `${escapeMarkdown(step.problem?.title ?? firstLine(step.summary))}${commitOf(step)}`,
  ])
  return markdownTable(['step', 'status', 'tries', 'by', 'took', 'result'], rows)
}

/** What was left out stands below it, and in the report among what wasn't measured. */
function firstLine(text = ''): string {
  return text.split('\n', 1)[0] ?? ''
}

function commitOf({commit}: ReportStep): string {
  return commit === undefined ? '' : ` (commit ${codeSpan(commit.slice(0, 9))})`
}

/** The diff in short, then file by file. */
export function fileRows({input: {files}}: Report): string {
  const table = markdownTable(
    ['file', 'added', 'removed'],
    files.map(({path, added, removed}) => [codeSpan(path), `+${added}`, `−${removed}`]),
  )
  return files.length === 0 ? '' : `${diffText(files)}\n\n${table}`
}

/** Changes of behaviour that no compiler reports. */
export function silentRows({input: {silentChanges}}: Report): string {
  const rows = silentChanges.map(
    ({major, crate, summary}) => `${escapeMarkdown(`${crate} ${major}`)}: ${escapeMarkdown(summary)}`,
  )
  return rows.length === 0 ? '' : `No compiler reports these.\n\n${bullets(rows)}`
}

/** What people noted. */
export function noteRows({input: {notes}}: Report): string {
  return bullets(
    notes.map(({step, text, by}) => {
      const about = step === undefined ? '' : ` on ${codeSpan(step)}`
      return `${escapeMarkdown(by)}${about}: ${escapeMarkdown(text)}`
    }),
  )
}

/** Those who paired, and what took more than one of them. */
export function peopleRows({input: {people = [], approvals = []}}: Report): string {
  if (people.length === 0) return ''
  const agreed = approvals.map(
    ({what, by, asked}) => `${escapeMarkdown(what)}: ${escapeMarkdown(asked)} wanted it, ${escapeMarkdown(by)} agreed`,
  )
  const names = people.map(({name}) => escapeMarkdown(name)).join(', ')
  return [`${names}.`, ...(agreed.length === 0 ? [] : [bullets(agreed)])].join('\n\n')
}
