import {durationText} from '../domain/amount-text.ts'
import {codeSpan, escapeMarkdown} from './escape-markdown.ts'
import {listLessons} from './lessons.ts'
import {notMetText} from './markdown-changes.ts'
import {markdownNumbers} from './markdown-numbers.ts'
import {bullets} from './markdown-parts.ts'
import {silentRows, versionRows} from './markdown-session.ts'
import {takenBackText} from './markdown-way.ts'
import {type CodeDiff, migrationChanges} from './migration-changes.ts'
import type {Report} from './report.ts'
import type {ReportStep} from './report-input.ts'
import {timeLines} from './time-lines.ts'
import {movedPhrase, movedVersions, nameOf} from './version-changes.ts'

/** What a guide tells beyond the report. */
export type MigrationFacts = {
  /** What ran, by the id of its step, as it would be typed. */
  readonly commands: ReadonlyMap<string, readonly string[]>
  /** Places that people changed, and what the code's steps changed otherwise. */
  readonly diffs: readonly CodeDiff[]
}

/**
 * How another repository of the same team goes the same way: from what to what, in which order, what broke and how it was
 * handled, what went wrong on the way, and what it cost. Facts of this upgrade only; the same report gives the same text.
 */
export function migrationGuide(report: Report, facts: MigrationFacts): string {
  const {input} = report
  const parts = [
    `# Raising ${escapeMarkdown(wayOf(report))}`,
    `As ${escapeMarkdown(input.repository)} went it, ${input.startedAt.slice(0, 10)}. Verdict there: ${report.verdict}. Numbers are those of the machine it ran on.`,
    section('From and to', versionRows(report)),
    section('To go the same way', fenced('sh', commandOf(report))),
    section('In this order', orderOf(input.steps, facts)),
    section('What broke, and how it was handled', migrationChanges(report, facts.diffs)),
    section('Not met', notMetText(input.breaking)),
    section('Changed defaults', silentRows(report)),
    section('Pitfalls', pitfalls(report)),
    section('What it cost', costs(report)),
    section('Left for people', bullets(report.remaining.map(escapeMarkdown))),
    `---\nWritten by ${escapeMarkdown(input.tool)}.`,
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

function wayOf({input}: Report): string {
  const moved = movedVersions(input)
  if (moved.length > 0) return moved.map(one => movedPhrase(one, nameOf(one))).join(' and ')
  const {wasmtime, rust} = input.target
  return `to ${wasmtime === null ? '' : `wasmtime ${wasmtime} on `}Rust ${rust.version}`
}

function commandOf({input: {target}}: Report): string {
  const wasmtime = target.wasmtime === null ? '' : ` --wasmtime ${target.wasmtime}`
  const edition = target.edition === '2024' ? ' --edition 2024' : ''
  return `upgrade-wizard plan --diff${wasmtime} --rust ${target.rust.version}${edition}\nupgrade-wizard run${wasmtime} --rust ${target.rust.version}${edition}`
}

/** What was done, numbered, each with what it ran; what was looked at and not needed here is told as such. */
function orderOf(steps: readonly ReportStep[], {commands}: MigrationFacts): string {
  const done = steps.filter(({status, phase}) => ['accepted', 'verified'].includes(status) && phase !== 'finish')
  const told = done.map(({id, title, durationMs}, index) => {
    const lines = commands.get(id) ?? []
    const ran = lines.slice(0, shownCommands).map(line => `\n   - ${codeSpan(line)}`)
    const more = lines.length > shownCommands ? [`\n   - and ${lines.length - shownCommands} more`] : []
    return `${index + 1}. ${escapeMarkdown(title)} (${durationText(durationMs)})${[...ran, ...more].join('')}`
  })
  const idle = steps.filter(({status}) => status === 'not-needed').map(({title}) => `“${title}”`)
  const notNeeded = idle.length === 0 ? '' : `Not needed here: ${escapeMarkdown(idle.join(', '))}.`
  return [told.join('\n'), notNeeded].filter(part => part !== '').join('\n\n')
}

/** What failed, was tried again, taken back or skipped, and what people noted. */
function pitfalls({input}: Report): string {
  const {steps, takenBack, notes, earlier} = input
  return bullets(
    [
      ...takenBack.map(row => takenBackText(row)),
      ...steps.flatMap(({title, status, problem}) =>
        problem === undefined ? [] : [`“${title}” (${status}): ${problem.title}`],
      ),
      ...steps.filter(({status}) => status === 'skipped').map(({title}) => `“${title}” was skipped.`),
      ...notes.map(({by, text, step}) => `${by}${step === undefined ? '' : ` on ${step}`}: ${text}`),
      ...earlier.flatMap(({problems}) => problems.map(text => `In an earlier attempt: ${text}.`)),
    ].map(escapeMarkdown),
  )
}

function costs(report: Report): string {
  const lines = [...timeLines(report), ...listLessons(report)].map(escapeMarkdown)
  return [bullets(lines), markdownNumbers(report.metrics)].filter(part => part !== '').join('\n\n')
}

function section(title: string, body: string): string {
  return body === '' ? '' : `## ${title}\n\n${body}`
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``
}

const shownCommands = 8
