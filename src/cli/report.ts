import {writeFile} from 'node:fs/promises'
import path from 'node:path'
import {ProblemError} from '../domain/errors.ts'
import {reportMarkdown} from '../report/markdown.ts'
import {reportJson} from '../report/report-json.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'
import {openRepository} from './open-repository.ts'
import {peekSession} from './open-session.ts'
import type {RepositoryOptions} from './run-options.ts'
import {reportOf} from './session-report.ts'

export type ReportOptions = RepositoryOptions & {readonly format: 'markdown' | 'json'; readonly out?: string}

/** `upgrade-wizard report`: the session judged as it stands. Writes only the file that `--out` names. */
export async function report(env: Environment, {repo, format, out}: ReportOptions): Promise<ExitCode> {
  const tree = await openRepository(repo ?? env.cwd)
  const journal = await peekSession(tree)
  if (journal.session === undefined) throw new ProblemError(nothingToReport)
  const judged = await reportOf(env, tree, journal, journal.session)
  const text = format === 'json' ? `${JSON.stringify(reportJson(judged), null, 2)}\n` : reportMarkdown(judged)
  if (out === undefined) env.data(text)
  else await writeFile(path.resolve(env.cwd, out), text)
  return exitCodes.done
}

const nothingToReport = {
  code: 'no-session',
  title: 'There is nothing to report',
  detail: 'No session was started in this repository.',
  nextSteps: ['To start one: upgrade-wizard run'],
}
