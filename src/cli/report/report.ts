import {writeFile} from 'node:fs/promises'
import path from 'node:path'
import {ProblemError} from '../../domain/errors.ts'
import type {Environment} from '../environment.ts'
import {type ExitCode, exitCodes} from '../exit-codes.ts'
import {openRepository} from '../open-repository.ts'
import type {RepositoryOptions} from '../run-options.ts'
import {peekSession} from '../session/open-session.ts'
import {chooseFormat, formatReport, type ReportFormat} from './format.ts'
import {reportOf} from './session-report.ts'
import {isSessionText, type SessionText, sessionText} from './texts.ts'

export type ReportOptions = RepositoryOptions & {
  /** Undefined for what the name of the file tells. */
  readonly format?: ReportFormat | SessionText
  readonly out?: string
}

/** `upgrade-wizard report`: the session judged as it stands. Writes only the file that `--out` names. */
export async function report(env: Environment, {repo, format, out}: ReportOptions): Promise<ExitCode> {
  const tree = await openRepository(repo ?? env.cwd)
  const journal = await peekSession(tree)
  if (journal.session === undefined) throw new ProblemError(nothingToReport)
  const judged = await reportOf(env, tree, journal, journal.session)
  const told = {tree, journal, session: journal.session, report: judged}
  const text = isSessionText(format)
    ? await sessionText(env, told, format)
    : await formatReport(judged, chooseFormat(format, out))
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
