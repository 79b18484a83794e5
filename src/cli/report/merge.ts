import {readFile, stat, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {ProblemError} from '../../domain/errors.ts'
import {mergeReports} from '../../report/merge-reports.ts'
import type {Part} from '../../report/part.ts'
import {reportDocumentSchema} from '../../report/report-json.ts'
import {reportOfDocument} from '../../report/report-of-document.ts'
import type {Environment} from '../environment.ts'
import {type ExitCode, exitCodes} from '../exit-codes.ts'
import {chooseFormat, formatReport} from './format.ts'
import type {ReportOptions} from './report.ts'
import {isSessionText} from './texts.ts'

type MergeOptions = Pick<ReportOptions, 'format' | 'out'> & {readonly merge: readonly string[]}

/**
 * `upgrade-wizard report --merge`: one report from the JSON reports of several jobs. Needs no repository, and writes only the
 * file that `--out` names. Exit code 1 unless everything together is an upgrade.
 */
export async function mergeReportFiles(env: Environment, {merge, format, out}: MergeOptions): Promise<ExitCode> {
  if (isSessionText(format)) throw new ProblemError(ofOneSession(format))
  const names = partNames(merge)
  const parts = await Promise.all(merge.map((file, index) => readPart(env.cwd, file, names[index] ?? file)))
  const merged = mergeReports(parts)
  if ('code' in merged) throw new ProblemError(merged)
  const wanted = chooseFormat(format, out)
  const text =
    wanted === 'json' ? `${JSON.stringify(merged, null, 2)}\n` : await formatReport(reportOfDocument(merged), wanted)
  if (out === undefined) env.data(text)
  else await writeFile(path.resolve(env.cwd, out), text)
  return merged.verdict === 'upgraded' ? exitCodes.done : exitCodes.stopped
}

/** The names of the files without what is the same for all; the paths where two files have one name. */
function partNames(files: readonly string[]): readonly string[] {
  const short = files.map(file => path.basename(file).replace(/\.json$/, ''))
  return short.map((name, index) => (short.indexOf(name) === short.lastIndexOf(name) ? name : (files[index] ?? name)))
}

/** A part whose job ended before it reported has no file; that is told, and stops nothing. */
async function readPart(cwd: string, file: string, name: string): Promise<Part> {
  const absolute = path.resolve(cwd, file)
  try {
    const {size} = await stat(absolute)
    if (size > largestReport) return {name, why: `${file} is larger than any report`}
    const read = reportDocumentSchema.safeParse(JSON.parse(await readFile(absolute, 'utf8')))
    return read.success ? {name, document: read.data} : {name, why: `${file} is no report that this version reads`}
  } catch (error) {
    if (error instanceof SyntaxError) return {name, why: `${file} is not JSON`}
    if (error instanceof Error && 'code' in error)
      return {name, why: `${file} could not be read (${String(error.code)})`}
    throw error
  }
}

const largestReport = 64 * 1024 * 1024

function ofOneSession(format: string) {
  return {
    code: 'format-of-one-session',
    title: `Merged reports can't be told as ${format}`,
    detail: 'It tells what one session did in its repository.',
    nextSteps: [`In the repository: upgrade-wizard report --format ${format}`],
  }
}
