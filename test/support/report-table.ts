import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {expect} from 'vitest'
import {type ReportDocument, reportDocumentSchema} from '../../src/report/report-json.ts'
import type {FixtureRepository} from './fixture-run.ts'

/** The report of a session as `report --format json` gives it, read by its schema. */
export async function readReport(repository: Pick<FixtureRepository, 'run'>): Promise<ReportDocument> {
  const {code, stdout, stderr} = await repository.run('report', '--format', 'json')
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  return reportDocumentSchema.parse(JSON.parse(stdout))
}

/**
 * The report of a whole run of a fixture, field by field: what git and the lockfile can say of it themselves is compared with
 * them, all else with the table in `test/e2e/reports`, which was read by eye.
 */
export async function expectTrueReport(
  repository: Pick<FixtureRepository, 'run' | 'root'>,
  name: string,
): Promise<ReportDocument> {
  const report = await readReport(repository)
  expect(Object.fromEntries(report.files.map(({path: file, added, removed}) => [file, [added, removed]]))).toEqual(
    changedLines(repository.root),
  )
  for (const {name: crate, after} of report.versions.filter(version => version.name.startsWith('wasmtime')))
    expect(lockedVersions(repository.root, crate), crate).toBe(after)
  expect(report.score).toBe(scoreFrom(report.criteria))
  expect(report.diff).toEqual({
    files: report.files.length,
    added: report.files.reduce((sum, {added}) => sum + added, 0),
    removed: report.files.reduce((sum, {removed}) => sum + removed, 0),
  })
  expect(report.time.taken).toBe(Date.parse(report.time.endedAt) - Date.parse(report.time.startedAt))
  expect(report.steps.reduce((sum, {durationMs}) => sum + durationMs, 0)).toBeLessThanOrEqual(report.time.taken)
  await expect(reportTable(report)).toMatchFileSnapshot(path.join(import.meta.dirname, `../e2e/reports/${name}.txt`))
  return report
}

/** All that a report says and that is the same on every machine, a fact a line. */
export function reportTable(report: ReportDocument): string {
  const {target, tests, criteria, metrics, versions, steps, files, checklist, notes, remaining} = report
  const side = (counts: ReportDocument['tests']['before']) =>
    counts === null ? 'not measured' : `${counts.passed} passed, ${counts.failed} failed, ${counts.ignored} ignored`
  const named = (what: string, names: readonly string[]) => names.map(one => `tests    ${what}: ${one}`)
  const rows = [
    `repository ${report.repository}, by ${report.tool.replace(/ \S+$/, '')}`,
    `verdict  ${report.verdict}`,
    `target   wasmtime ${target.wasmtime}, Rust ${target.rust}, edition ${target.edition ?? 'as it was'}`,
    ...versions.map(one => `version  ${one.name}: ${one.before ?? 'not stated'} → ${one.after ?? 'not stated'}`),
    ...criteria.map(
      ({level, id, title, met}) => `${level.padEnd(8)} ${isTimed(id) ? 'timed' : metText(met)} ${id}: ${title}`,
    ),
    ...metrics.map(metricRow),
    `tests    before: ${side(tests.before)}`,
    `tests    after: ${side(tests.after)}`,
    ...named('fails newly', tests.newFailures),
    ...named('fixed', tests.fixed),
    ...named('still fails', tests.stillFailing),
    ...named('missing', tests.missing),
    ...named('added', tests.added),
    ...steps.map(stepRow),
    ...files.map(one => `file     ${one.path} +${one.added} −${one.removed}`),
    ...checklist.map(
      one => `left     ${one.mark}: ${one.path}:${one.line} ${one.change ?? ''} (${one.effect}) ${one.todo}`,
    ),
    ...notes.map(({step, text, by}) => `note     ${step ?? 'all'}: ${text} (${by})`),
    ...proofRows(report),
    ...breakingRows(report.breakingChanges),
    ...duplicateRows(report.duplicates),
    `errors   ${report.burnDown.join(' → ') || 'none'}`,
    ...report.takenBack.map(
      ({how, by, steps: gone, files: back}) => `back     ${how} by ${by}: ${gone.join(' ')}; ${back} files`,
    ),
    ...report.rollback.undo.map(wayBack),
    ...(report.rollback.git?.commands ?? []).map(
      command => `way back ${command.replace(/--source=\w+/, '--source=HEAD')}`,
    ),
    ...remaining.map(one => `remains  ${one}`),
  ]
  return `${rows.map(row => row.trimEnd()).join('\n')}\n`
}

function stepRow({id, phase, status, attempts, decidedBy, summary}: ReportDocument['steps'][number]): string {
  const decided = decidedBy === null ? '' : ` by ${decidedBy}`
  return `step     ${phase} ${id}: ${status}${decided}, ${attempts}×: ${withoutTimes(summary ?? '')}`
}

/** Features, commands, advisories, what failed by chance, and what wasn't measured. */
function proofRows({features, commands, advisories, flaky, skipped}: ReportDocument): readonly string[] {
  const ids = (found: readonly {readonly id: string}[]) => [...new Set(found.map(({id}) => id))].join(' ') || 'none'
  const compiles = (side: boolean | null) => ({true: 'compiles', false: 'fails', null: 'not tried'})[`${side}`]
  return [
    ...features.map(one => `features ${one.name}: ${compiles(one.before)} → ${compiles(one.after)}`),
    ...commands.map(one => `command  ${one.name}: ${one.before ?? 'not run'} → ${one.after ?? 'not run'}`),
    ...(advisories === null
      ? ['advisory nobody looked']
      : [`advisory fixed: ${ids(advisories.fixed)}; left: ${ids(advisories.left)}; added: ${ids(advisories.added)}`]),
    ...flaky.map(one => `flaky    ${one}`),
    ...skipped.map(({what, why}) => `skipped  ${what}: ${ofAnyMachine(withoutTimes(why))}`),
  ]
}

function breakingRows({from, to, known, met, notMet, notSeen}: ReportDocument['breakingChanges']): readonly string[] {
  const handled = (one: (typeof met)[number]) => one.handled.map(({how, places}) => `${how} ${places}×`).join(', ')
  return [
    `breaking from ${from} to ${to}: ${known} known, ${met.length} met, ${notMet} not, ${notSeen} can’t be seen`,
    ...met.map(one => `breaking ${one.id} (${one.major}, ${one.effect}): found ${one.found}×, ${handled(one)}`),
  ]
}

function duplicateRows({consolidated, added}: ReportDocument['duplicates']): readonly string[] {
  const row = (what: string) => (one: (typeof added)[number]) =>
    `locked   ${what}: ${one.crate} ${one.before.join(', ')} → ${one.after.join(', ')} in ${one.path}`
  return [...consolidated.map(row('one version')), ...added.map(row('several versions'))]
}

function wayBack({command, steps, files, refused, stays}: ReportDocument['rollback']['undo'][number]): string {
  const what = refused === null ? `${steps} steps, ${files} files` : `refused: ${refused}`
  return `way back ${command}: ${what}${stays.length === 0 ? '' : `; stays: ${stays.join(', ')}`}`
}

/** Times and what a linker makes are this machine's; counts of tests and the size of wasm are the fixture's. */
function metricRow({name, kind, unit, before, after, threshold, verdict}: ReportDocument['metrics'][number]): string {
  const limit = threshold === null ? 'no limit' : `limit ${Math.round(threshold * 1000) / 10} %`
  const isMachines = unit === 'ms' || kind === 'binary-size'
  if (isMachines) return `metric   ${name}: measured in ${unit} on ${sides(before, after)}, ${limit}`
  return `metric   ${name}: ${before ?? 'none'} → ${after ?? 'none'} ${unit}, ${limit}: ${verdict}`
}

function sides(before: number | null, after: number | null): string {
  if (before !== null && after !== null) return 'both sides'
  return before === null ? 'the side after' : 'the side before'
}

function metText(met: boolean): string {
  return met ? 'met  ' : 'UNMET'
}

function isTimed(criterion: string): boolean {
  return criterion === 'build-times'
}

/** Without what an agreement is known by, and what the toolchain is called. */
function ofAnyMachine(text: string): string {
  return text.replace(/[0-9a-f]{64}/, 'HASH').replace(/(?<=--toolchain )\S+/, 'TOOLCHAIN')
}

function withoutTimes(text: string): string {
  return text.split('\n')[0]?.replaceAll(/\d+(?:\.\d+)? (?:ms|s|min)\b/g, 'n s') ?? ''
}

/** A must counts three times, a should twice. */
function scoreFrom(criteria: ReportDocument['criteria']): number {
  const weights = {must: 3, should: 2, could: 1}
  const sum = (chosen: ReportDocument['criteria']) => chosen.reduce((total, {level}) => total + weights[level], 0)
  return Math.round((100 * sum(criteria.filter(({met}) => met))) / sum(criteria))
}

/** path → lines added and removed since the commit before, as git counts them; with what git ignores. */
function changedLines(root: string): Readonly<Record<string, readonly [number, number]>> {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'core.safecrlf=false', ...args], {cwd: root, encoding: 'utf8'})
      .split('\n')
      .filter(line => line !== '')
  const tracked = git('diff', '--numstat', '--no-renames').map(line => {
    const [added, removed, file = ''] = line.split('\t')
    return [file, [Number(added), Number(removed)]] as const
  })
  const untracked = git('ls-files', '--others').filter(
    file => /(?:^|\/)Cargo\.lock$/.test(file) && !/^(?:\.upgrade|target)/.test(file),
  )
  return Object.fromEntries([
    ...tracked,
    ...untracked.map(file => [file, [linesOf(path.join(root, file)), 0]] as const),
  ])
}

function linesOf(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1
}

/** What the lockfile at the root holds of a crate, as the report writes it. */
function lockedVersions(root: string, crate: string): string {
  const text = readFileSync(path.join(root, 'Cargo.lock'), 'utf8')
  return [...text.matchAll(/^name = "(.*)"\nversion = "(.*)"$/gm)]
    .filter(([, name]) => name === crate)
    .map(([, , version]) => version)
    .join(', ')
}
