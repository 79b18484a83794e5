import path from 'node:path'
import {ProblemError} from '../../domain/errors.ts'
import {gitCommand} from '../../domain/git-command.ts'
import type {Tree} from '../../domain/ports.ts'
import {secretValues} from '../../domain/secret-values.ts'
import type {JournalView} from '../../journal/journal.ts'
import type {Session} from '../../journal/session.ts'
import type {Report} from '../../report/report.ts'
import type {Environment} from '../environment.ts'

/** Texts that a session is told in, beside its whole report. */
export const sessionTexts = ['commit', 'changelog', 'migration'] as const
export type SessionText = (typeof sessionTexts)[number]

/** Whether a format is one of these texts. */
export function isSessionText(format: string | undefined): format is SessionText {
  return sessionTexts.some(one => one === format)
}

type Told = {readonly tree: Tree; readonly journal: JournalView; readonly session: Session; readonly report: Report}

/** One of the texts, in the style of the repository where it has one. Throws a ProblemError where there is nothing to tell. */
export async function sessionText(env: Environment, told: Told, format: SessionText): Promise<string> {
  switch (format) {
    case 'commit':
      return commit(env, told)
    case 'changelog':
      return changelog(told)
    case 'migration':
      return migration(env, told)
    default:
      return format satisfies never
  }
}

async function commit({programs}: Environment, {tree, report}: Told): Promise<string> {
  if (report.input.files.length === 0) throw new ProblemError(nothingToTell('commit'))
  const [{commitText}, {commitStyleOf}, {readGitLog}] = await Promise.all([
    import('../../report/commit-text.ts'),
    import('../../report/commit-style.ts'),
    import('../../scan/git-log.ts'),
  ])
  const style = commitStyleOf(await readGitLog(programs, tree.root))
  const signer = await committer(programs, tree.root)
  return commitText(report, {style, ...(signer === undefined ? {} : {signer})})
}

/** As git would write it: `Ada <ada@example.org>`; undefined where nobody told git. */
async function committer(programs: Environment['programs'], root: string): Promise<string | undefined> {
  const asked = await programs.capture(gitCommand(root, 'var', 'GIT_COMMITTER_IDENT'), 5000)
  const [, name] = asked.kind === 'exited' && asked.code === 0 ? (/^([^\n]*>) \d+ \S+/.exec(asked.stdout) ?? []) : []
  return name
}

async function changelog({tree, report}: Told): Promise<string> {
  const [{changelogText}, {findChangelog}] = await Promise.all([
    import('../../report/changelog-text.ts'),
    import('../../steps/open-changelog.ts'),
  ])
  const text = changelogText(report, (await findChangelog(tree))?.text)
  if (text === '') throw new ProblemError(nothingToTell('changelog'))
  return text
}

/** For people elsewhere: neither secrets nor the folders of this machine are in it. */
async function migration(env: Environment, {tree, journal, session, report}: Told): Promise<string> {
  const [{migrationGuide}, {migrationFacts}, {forOthers}] = await Promise.all([
    import('../../report/migration-guide.ts'),
    import('./migration-facts.ts'),
    import('../../report/for-others.ts'),
  ])
  const {HOME, CARGO_HOME, RUSTUP_HOME} = env.variables
  const folders = [tree.root, CARGO_HOME, RUSTUP_HOME, HOME].flatMap(folder => (folder ? [path.resolve(folder)] : []))
  const guide = migrationGuide(report, await migrationFacts(tree, journal, session, report))
  return forOthers(guide, {secrets: secretValues(env.variables), folders})
}

function nothingToTell(format: string) {
  return {
    code: 'nothing-to-tell',
    title: `There is nothing for a ${format === 'commit' ? 'commit message' : 'changelog'} yet`,
    detail: 'The session has changed nothing, or all of it is taken back.',
    nextSteps: ['To see how far it is: upgrade-wizard status', 'To go on: upgrade-wizard run'],
  }
}
