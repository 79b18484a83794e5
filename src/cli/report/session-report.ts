import path from 'node:path'
import {type CheckedItem, checkedItems, checklistSchema} from '../../domain/checklist.ts'
import type {Measurement} from '../../domain/measurement.ts'
import type {Tree} from '../../domain/ports.ts'
import {diffStat} from '../../editors/unified-diff.ts'
import type {JournalView} from '../../journal/journal.ts'
import {type Session, stepsInForce} from '../../journal/session.ts'
import {reportBreaking} from '../../report/breaking-changes.ts'
import {findDuplicates} from '../../report/consolidated.ts'
import {reportMarkdown} from '../../report/markdown.ts'
import {makeReport, type Report} from '../../report/report.ts'
import type {FileChangeStat, ReportInput} from '../../report/report-input.ts'
import {sessionInput} from '../../report/session-input.ts'
import {silentChangesBetween} from '../../report/silent-changes.ts'
import {startFactsOf} from '../../report/start-facts-of.ts'
import {writeDurably} from '../../system/durable-write.ts'
import type {Environment} from '../environment.ts'
import {sessionFiles} from '../session/session-files.ts'
import {type ChangedSince, waysBack} from '../undo/ways-back.ts'
import {changedTexts} from './changed-texts.ts'
import {earlierSessions} from './earlier-sessions.ts'
import {comparedLockfiles} from './lockfiles-compared.ts'

/** Writes the report beside the state file, where nothing of the user's is, and gives it; undefined without a session. */
export async function saveReport(env: Environment, tree: Tree, journal: JournalView): Promise<string | undefined> {
  if (journal.session === undefined) return undefined
  const markdown = reportMarkdown(await reportOf(env, tree, journal, journal.session))
  const {report, scratch} = sessionFiles(tree.root)
  await writeDurably(report, new TextEncoder().encode(markdown), {scratch})
  return markdown
}

/** The session judged as it stands now, files compared with what stood there at its start. */
export async function reportOf(env: Environment, tree: Tree, journal: JournalView, session: Session): Promise<Report> {
  const facts = sessionInput(session)
  const checklist = checklistOf(session)
  const changed = await changedFiles(tree, journal, session)
  return makeReport({
    ...facts,
    tool: `upgrade-wizard ${env.version}`,
    repository: path.basename(tree.root),
    files: changed.map(({path: file, added, removed}) => ({path: file, added, removed})),
    silentChanges: await silentChanges(session, facts.baseline),
    checklist,
    breaking: await reportBreaking(session, checklist),
    duplicates: findDuplicates(await comparedLockfiles(tree, journal)),
    earlier: await earlierSessions(tree.root),
    back: await waysBack(env, tree, journal, changed),
  })
}

async function silentChanges(
  session: Session,
  baseline: Measurement | undefined,
): Promise<ReportInput['silentChanges']> {
  const {plan} = session
  const {requirements} = startFactsOf(session)
  const majors = Object.keys(requirements)
    .flatMap(crate => baseline?.locked[crate] ?? [])
    .map(majorOf)
  if (plan.target.wasmtime === null || majors.length === 0) return []
  return silentChangesBetween(Math.min(...majors), majorOf(plan.target.wasmtime), new Set(Object.keys(requirements)))
}

/** As long as the step that listed it is in force. */
function checklistOf(session: Session): readonly CheckedItem[] {
  const step = stepsInForce(session).find(({plan}) => plan.id === 'read-guidance')
  return checkedItems(checklistSchema.safeParse(step?.data).data?.items ?? [], step?.marks)
}

async function changedFiles(
  tree: Tree,
  journal: JournalView,
  session: Session,
): Promise<readonly (FileChangeStat & ChangedSince)[]> {
  const changed = await changedTexts(tree, journal, session)
  return changed.map(({path: file, before, after, wasThere}) => ({path: file, ...diffStat(before, after), wasThere}))
}

function majorOf(version: string): number {
  return Number(version.split('.')[0])
}
