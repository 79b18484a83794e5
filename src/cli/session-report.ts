import {mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {type CheckedItem, checkedItems, checklistSchema} from '../domain/checklist.ts'
import {type FileState, isSameState} from '../domain/file-state.ts'
import {type Measurement, measurementSchema} from '../domain/measurement.ts'
import type {Tree} from '../domain/ports.ts'
import {diffStat} from '../editors/unified-diff.ts'
import type {JournalView} from '../journal/journal.ts'
import {type Session, type StepSession, stepsInForce} from '../journal/session.ts'
import {reportMarkdown} from '../report/markdown.ts'
import {makeReport, type Report} from '../report/report.ts'
import type {FileChangeStat, ReportInput, ReportStep, VersionChange} from '../report/report-input.ts'
import {silentChangesBetween} from '../report/silent-changes.ts'
import type {Environment} from './environment.ts'
import {sessionFiles} from './session-files.ts'
import {startFactsOf} from './start-facts.ts'

/** Writes the report beside the state file, where nothing of the user's is, and gives it; undefined without a session. */
export async function saveReport(env: Environment, tree: Tree, journal: JournalView): Promise<string | undefined> {
  if (journal.session === undefined) return undefined
  const markdown = reportMarkdown(await reportOf(env, tree, journal, journal.session))
  const {folder, report} = sessionFiles(tree.root)
  await mkdir(folder, {recursive: true})
  await writeFile(report, markdown)
  return markdown
}

/** The session judged as it stands now, files compared with what stood there at its start. */
export async function reportOf(env: Environment, tree: Tree, journal: JournalView, session: Session): Promise<Report> {
  const {target} = session.plan
  const baseline = measured(session, 'record-baseline')
  const after = measuredAfter(session)
  const versions = versionChanges(session, baseline, after)
  const changed = stepsWithChanges(session)
  const input: ReportInput = {
    tool: `upgrade-wizard ${env.version}`,
    repository: path.basename(tree.root),
    target,
    versions,
    steps: session.steps.map(step => reportStep(step, changed)),
    ...(session.plan.leftOut === undefined ? {} : {leftOut: session.plan.leftOut}),
    notes: session.notes,
    ...(baseline === undefined ? {} : {baseline}),
    ...(after === undefined ? {} : {after}),
    files: await changedFiles(tree, journal, session),
    silentChanges: await silentChanges(session, baseline),
    checklist: checklistOf(session),
    startedAt: session.startedAt,
    endedAt: session.lastEventAt,
  }
  return makeReport(input)
}

/** The steps that left some file other than they found it, also where that was undone since. */
function stepsWithChanges({history}: Session): ReadonlySet<string> {
  const changes = history.flatMap(entry => (entry.kind === 'change' ? [entry] : []))
  const isChange = ({files}: (typeof changes)[number]) => files.some(({before, after}) => !isSameState(before, after))
  return new Set(changes.filter(isChange).map(({step}) => step))
}

function reportStep({plan, state, attempt, durationMs}: StepSession, changed: ReadonlySet<string>): ReportStep {
  return {
    id: plan.id,
    title: plan.title,
    phase: plan.phase,
    status: state.status,
    attempts: attempt,
    durationMs,
    changedFiles: changed.has(plan.id),
    ...('by' in state ? {decidedBy: state.by} : {}),
    ...('summary' in state ? {summary: state.summary} : {}),
    ...('evidence' in state ? {summary: state.evidence} : {}),
    ...('problem' in state ? {problem: state.problem} : {}),
  }
}

function measured({steps}: Session, id: string): Measurement | undefined {
  return measurementSchema.safeParse(steps.find(step => step.plan.id === id)?.data).data
}

/** The two proofs measure one thing each: the build and the tests. */
function measuredAfter(session: Session): Measurement | undefined {
  const isInForce = (id: string) =>
    session.steps.some(step => step.plan.id === id && ['verified', 'accepted', 'failed'].includes(step.state.status))
  const build = isInForce('prove-build') ? session.steps.find(step => step.plan.id === 'prove-build')?.data : undefined
  const check = measurementSchema.pick({check: true, rust: true}).safeParse(build).data
  const tests = isInForce('prove-tests') ? measured(session, 'prove-tests') : undefined
  if (check === undefined && tests === undefined) return undefined
  return {...(check ?? {}), locked: {}, ...(tests ?? {})}
}

function versionChanges(
  session: Session,
  baseline: Measurement | undefined,
  after: Measurement | undefined,
): readonly VersionChange[] {
  const {rust, requirements} = startFactsOf(session)
  return [
    {name: 'Rust', before: joined(rust), after: session.plan.target.rust.version},
    ...Object.keys(requirements).map(crate => ({
      name: crate,
      before: joined(baseline?.locked[crate] ?? requirements[crate] ?? []),
      after: joined(after?.locked[crate] ?? []) ?? session.plan.target.wasmtime,
    })),
  ]
}

async function silentChanges(
  {plan, ...session}: Session,
  baseline: Measurement | undefined,
): Promise<ReportInput['silentChanges']> {
  const {requirements} = startFactsOf({plan, ...session})
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

async function changedFiles(tree: Tree, journal: JournalView, session: Session): Promise<readonly FileChangeStat[]> {
  const origins = new Map<string, FileState>()
  for (const {files} of session.history)
    for (const {path: file, before} of files) if (!origins.has(file)) origins.set(file, before)
  const stats: FileChangeStat[] = []
  for (const [file, origin] of origins) {
    const before = origin.kind === 'file' ? new TextDecoder().decode(journal.content(origin.sha256)) : undefined
    const after = await tree.readText(file)
    if (before !== after) stats.push({path: file, ...diffStat(before, after)})
  }
  return stats.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : [...new Set(values)].join(', ')
}

function majorOf(version: string): number {
  return Number(version.split('.')[0])
}
