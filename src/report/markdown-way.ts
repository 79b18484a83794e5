import {count} from '../domain/count.ts'
import type {EarlierSession} from './earlier-session.ts'
import {codeSpan, escapeMarkdown} from './escape-markdown.ts'
import {bullets} from './markdown-parts.ts'
import type {TakenBackRow} from './taken-back.ts'
import type {WaysBack} from './way-back.ts'

/** What was taken back, by whom and why; oldest first. */
export function markdownTakenBack(rows: readonly TakenBackRow[]): string {
  return bullets(rows.map(row => `${row.at}: ${escapeMarkdown(takenBackText(row))}`))
}

/** `ada rolled back “Raise Rust”, 3 files put back. Why: cargo refused; ada: wrong branch`. */
export function takenBackText({by, how, steps, files, why}: TakenBackRow): string {
  const what = steps.map(step => `“${step}”`).join(', ')
  const reason = why.length === 0 ? '' : ` Why: ${why.join('; ')}`
  return `${by}: ${what} ${how}, ${count(files, 'file')} put back.${reason}`
}

/** The attempts before this one, each with what went wrong. */
export function markdownEarlier(sessions: readonly EarlierSession[]): string {
  return sessions
    .map(session => [`- ${earlierText(session)}`, ...earlierDetails(session).map(nested)].join('\n'))
    .join('\n')
}

function nested(text: string): string {
  return `  - ${escapeMarkdown(text)}`
}

/** `2026-09-01T10:00:00.000Z: to wasmtime 36 on Rust 1.86, undone`. */
export function earlierText({startedAt, wasmtime, rust, ended}: EarlierSession): string {
  const to = `${wasmtime === null ? '' : `wasmtime ${wasmtime} on `}Rust ${rust}`
  return `${startedAt}: to ${to}, ${endedWords[ended]}`
}

/** What went wrong in it, what was taken back and what was noted, a sentence each. */
export function earlierDetails({problems, takenBack, notes}: EarlierSession): readonly string[] {
  return [
    ...problems.map(text => `${text}.`),
    ...takenBack.map(takenBackText),
    ...notes.map(({text, by}) => `${by}: ${text}`),
  ]
}

/** The ways back as they are when the report is written. */
export function markdownBack({undo, git}: WaysBack): string {
  const ways = undo.map(({command, title, steps, files, refused}) =>
    refused === null
      ? `${codeSpan(command)}: ${escapeMarkdown(title)}, ${count(steps, 'step')}, ${count(files, 'file')}`
      : `${codeSpan(command)} is refused: ${escapeMarkdown(refused)}`,
  )
  const stays = [...new Set(undo.flatMap(way => way.stays))].map(escapeMarkdown)
  const parts = [
    ...(ways.length === 0
      ? []
      : [
          'While `.upgrade-wizard/state.jsonl` is there; edits made since stay, and every file is proven by its hash:',
          bullets(ways),
        ]),
    ...(stays.length === 0 ? [] : [bullets(stays)]),
    ...(git === null ? [] : gitParts(git)),
  ]
  return parts.join('\n\n')
}

function gitParts({commands, onlyInState}: NonNullable<WaysBack['git']>): string[] {
  const lost = onlyInState.map(codeSpan).join(', ')
  return [
    ...(commands.length === 0
      ? []
      : [
          'Without it, by git at the repository’s root. This puts whole files back: edits made in them since, and what was not committed when the upgrade began, are lost.',
          // The commands are quoted for a shell: nothing in them begins a line.
          ['```', ...commands, '```'].join('\n'),
        ]),
    ...(lost === '' ? [] : [`Git doesn’t have these as they were, only the state file does: ${lost}.`]),
  ]
}

const endedWords: Readonly<Record<EarlierSession['ended'], string>> = {
  done: 'done',
  stopped: 'stopped',
  undone: 'undone',
  left: 'left as it stood',
}
