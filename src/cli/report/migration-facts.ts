import {shortCommandLine} from '../../domain/command.ts'
import type {FileState} from '../../domain/file-state.ts'
import type {Tree} from '../../domain/ports.ts'
import {hunksOf} from '../../editors/unified-diff.ts'
import type {JournalView} from '../../journal/journal.ts'
import type {Session} from '../../journal/session.ts'
import type {CodeDiff} from '../../report/migration-changes.ts'
import type {MigrationFacts} from '../../report/migration-guide.ts'
import type {Report} from '../../report/report.ts'
import {changedTexts} from './changed-texts.ts'

/** What a migration guide tells beyond the report: what ran, and what people and the compiler's errors changed in the code. */
export async function migrationFacts(
  tree: Tree,
  journal: JournalView,
  session: Session,
  report: Report,
): Promise<MigrationFacts> {
  const byHand = await diffsByHand(tree, journal, session, report)
  const mended = mendedDiffs(journal, session).filter(({diff}) => !byHand.some(one => one.diff === diff))
  return {commands: commandsOf(session), diffs: [...byHand, ...mended].slice(0, mostDiffs)}
}

/** Each command once, in the order they ran. */
function commandsOf({steps}: Session): MigrationFacts['commands'] {
  return new Map(
    steps.map(({plan, commands}) => {
      const own = commands.filter(({isAside, argv}) => isAside === undefined && !isTestProgram(argv))
      return [plan.id, [...new Set(own.map(typed))]]
    }),
  )
}

/** As somebody would type it: how the wizard reads its output is nobody else's business. */
function typed({argv, cwd}: {readonly argv: readonly string[]; readonly cwd: string}): string {
  return shortCommandLine({argv: argv.filter(word => !word.startsWith('--message-format=')), cwd})
}

/** A program that cargo built; its name has a hash, and `cargo test` runs it too. */
function isTestProgram([program = '']: readonly string[]): boolean {
  return /\/deps\/[^/]+$/.test(program)
}

/** The change around each place of the checklist that somebody marked as done. */
async function diffsByHand(
  tree: Tree,
  journal: JournalView,
  session: Session,
  {input: {checklist}}: Report,
): Promise<readonly CodeDiff[]> {
  const done = checklist.filter(({mark, line}) => mark === 'done' && line !== undefined)
  if (done.length === 0) return []
  const texts = new Map((await changedTexts(tree, journal, session)).map(one => [one.path, one]))
  return done.flatMap(({path, line = 1, change}) => {
    const {before, after} = texts.get(path) ?? {}
    const hunks = before === undefined || after === undefined ? [] : hunksOf(before, after)
    const near = hunks.find(hunk => line >= hunk.line - reach && line <= hunk.line + hunk.lines.length + reach)
    return near === undefined ? [] : [{path, line, ...(change === undefined ? {} : {change}), diff: cut(near.lines)}]
  })
}

/** What the step that mends what no longer compiles left otherwise than it found it. */
function mendedDiffs(journal: JournalView, {history}: Session): readonly CodeDiff[] {
  const files = history.flatMap(entry => (entry.kind === 'change' && entry.step === 'mend-code' ? entry.files : []))
  return files
    .filter(({path}) => path.endsWith('.rs'))
    .flatMap(({path, before, after}) => {
      const [old, now] = [textOf(journal, before), textOf(journal, after)]
      if (old === undefined || now === undefined) return []
      return hunksOf(old, now).map(({line, lines}) => ({path, line, diff: cut(lines)}))
    })
}

/** Undefined for what is no file, and for bytes that the state file doesn't hold. */
function textOf(journal: JournalView, state: FileState): string | undefined {
  if (state.kind !== 'file') return undefined
  try {
    return new TextDecoder().decode(journal.content(state.sha256))
  } catch {
    return undefined
  }
}

function cut(lines: readonly string[]): string {
  return lines.length <= mostLines ? lines.join('\n') : [...lines.slice(0, mostLines), ' …'].join('\n')
}

/** Lines around a hunk that still belong to its place. */
const reach = 3
const mostLines = 24
const mostDiffs = 40
