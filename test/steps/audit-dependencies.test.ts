import {describe, expect, test} from 'vitest'
import type {Command} from '../../src/domain/command.ts'
import type {Json} from '../../src/domain/json.ts'
import type {Tree} from '../../src/domain/ports.ts'
import {auditDependencies} from '../../src/steps/audit-dependencies.ts'
import {recordAdvisories} from '../../src/steps/record-advisories.ts'
import type {AuditTool, StepDeps} from '../../src/steps/step-deps.ts'
import {auditReport, denyLines} from '../support/audit-tools.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {lockfile, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const cargoAudit: AuditTool = {name: 'cargo-audit', program: '/bin/cargo-audit'}
const cargoDeny: AuditTool = {name: 'cargo-deny', program: '/bin/cargo-deny'}
const hit = {id: 'RUSTSEC-2025-0118', package: 'wasmtime 25.0.3', title: 'Unsound API access', cvss: null}
const other = {id: 'RUSTSEC-2026-0001', package: 'wasmtime 36.0.2', title: 'A hole', cvss: null}
const remark = {kind: 'unmaintained', id: 'RUSTSEC-2024-0436', package: 'paste 1.0.15', title: 'No more'} as const
const failed = {outcome: {kind: 'exited', code: 1}} as const

describe('before the upgrade', () => {
  test('what a tool finds is recorded, whatever it is', async () => {
    const run = await record(
      [cargoAudit],
      [[audit(), {...failed, out: auditReport({vulnerabilities: [hit], warnings: [remark]})}]],
    )

    expect(run).toMatchObject({
      kind: 'ok',
      summary: '1 advisory, 1 remark (cargo-audit, database of 2026-08-21): RUSTSEC-2025-0118 (wasmtime 25.0.3)',
      data: {advisories: {source: 'cargo-audit, database of 2026-08-21'}},
    })
  })

  test('a database that can’t be brought up to date is asked as it is', async () => {
    const run = await record(
      [cargoAudit],
      [
        [audit(), {...failed, err: 'error: couldn’t fetch advisory database: git operation failed\n'}],
        [audit('--no-fetch'), {out: auditReport({updated: null})}],
      ],
    )

    expect(run).toMatchObject({kind: 'ok', summary: 'no advisory (cargo-audit)'})
  })

  test('nothing is fetched offline', async () => {
    const offline = {isOffline: true}

    expect(
      await record([cargoAudit], [[audit('--no-fetch'), {out: auditReport({updated: null})}]], offline),
    ).toMatchObject({
      kind: 'ok',
    })
    expect(
      await record([cargoDeny], [[deny(['--offline'], ['--disable-fetch']), {err: denyLines()}]], offline),
    ).toMatchObject({kind: 'ok', summary: 'no advisory (cargo-deny)'})
  })

  test('without a database the next tool is asked, at last the catalogue; what couldn’t tell is told', async () => {
    const none = {...failed, err: 'error: error loading advisory database: not found\n'}
    const run = await record(
      [cargoAudit, cargoDeny],
      [
        [audit(), none],
        [audit('--no-fetch'), none],
        [deny([], []), {...failed, err: '{"type":"log","fields":{"level":"ERROR","message":"failed to fetch"}}\n'}],
        [deny([], ['--disable-fetch']), {...failed, err: 'thread main panicked\n'}],
      ],
    )

    expect(run).toMatchObject({
      kind: 'ok',
      data: {advisories: {familyOnly: true}, skipped: [{what: 'cargo-audit'}, {what: 'cargo-deny'}]},
    })
    const [found, ...told] = run?.kind === 'ok' ? run.summary.split('\n') : []
    expect(found).toMatch(/^\d+ advisories \(catalogue of [\d-]+: wasmtime’s family only\): RUSTSEC-/)
    expect(told).toEqual([
      'cargo-audit is there, but it ended without a result: error: error loading advisory database: not found',
      'cargo-deny is there, but it ended without a result (exited)',
    ])
  })
})

describe('after the upgrade', () => {
  const wasHit = {
    advisories: {source: 'cargo-audit', found: [{id: hit.id, package: 'wasmtime', version: '25.0.3', title: 'x'}]},
  }

  test('what is gone, what stays and what is new are told apart by the same database', async () => {
    const out = auditReport({
      updated: null,
      vulnerabilities: [{...hit, package: 'wasmtime 36.0.2'}],
      warnings: [remark],
    })
    const outcome = await auditAgain([cargoAudit], [[audit('--no-fetch'), {...failed, out}]], wasHit)

    expect(outcome).toMatchObject({
      kind: 'ok',
      summary: [
        'No new advisory; 1 as before: RUSTSEC-2025-0118 (wasmtime 36.0.2) (cargo-audit)',
        'New, but no fault: RUSTSEC-2024-0436 (paste 1.0.15), unmaintained: No more',
      ].join('\n'),
    })
  })

  test('a new one fails the step, with what to do', async () => {
    const out = auditReport({updated: null, vulnerabilities: [other]})
    const outcome = await auditAgain([cargoAudit], [[audit('--no-fetch'), {...failed, out}]], wasHit)

    expect(outcome).toMatchObject({
      kind: 'failed',
      problem: {
        code: 'advisories-new',
        title: '1 advisory that did not hit it before',
        detail: 'RUSTSEC-2026-0001 (wasmtime 36.0.2): A hole\nSource: cargo-audit',
        nextSteps: [
          'For a release with the fix: cargo update -p wasmtime@36.0.2; then retry.',
          'Where there is none: take it as it is, and say why in a note; or roll back.',
        ],
      },
      data: {advisories: {found: [{id: 'RUSTSEC-2026-0001'}]}},
    })
  })

  test('one that was known of the target when it was chosen is told, and stops nothing', async () => {
    const known = {id: 'RUSTSEC-2026-0006', package: 'wasmtime 35.0.0', title: 'Segfault', cvss: null}
    const out = auditReport({updated: null, vulnerabilities: [known]})
    const again = (wasmtime: string) =>
      auditAgain([cargoAudit], [[audit('--no-fetch'), {...failed, out}]], wasHit, wasmtime)

    expect(await again('35.0.0')).toMatchObject({
      kind: 'ok',
      summary: [
        '1 advisory new with the target; 1 gone: RUSTSEC-2025-0118 (wasmtime 25.0.3) (cargo-audit)',
        'New, and known when 35.0.0 was chosen: RUSTSEC-2026-0006 (wasmtime 35.0.0): Segfault',
      ].join('\n'),
    })
    // A second copy that something else brings was nobody's choice.
    expect(await again('36.0.14')).toMatchObject({kind: 'failed'})
  })

  test('nothing is held against it when nobody looked before', async () => {
    const out = auditReport({updated: null, vulnerabilities: [other]})

    expect(await auditAgain([cargoAudit], [[audit('--no-fetch'), {...failed, out}]], undefined)).toMatchObject({
      kind: 'ok',
      summary: '1 advisory; nothing to compare with (cargo-audit)',
    })
  })

  test('a repository without a lockfile has nothing to look at', async () => {
    const tree = await temporaryRepository({'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\n'})
    const ctx = scriptedStepContext(tree)

    expect(await auditDependencies(stepDeps(tree)).apply?.(ctx)).toEqual({
      kind: 'ok',
      summary: 'There is no lockfile to look at',
    })
  })
})

type Expected = readonly (readonly [(deps: StepDeps) => Command, Omit<ScriptedRun, 'command'>])[]

/** Of the program itself: an alias of the repository's can't stand for it. */
function audit(...more: readonly string[]) {
  return (deps: StepDeps) => command(deps, ['/bin/cargo-audit', 'audit', '--json', '--file', 'Cargo.lock', ...more])
}

function deny(offline: readonly string[], noFetch: readonly string[]) {
  const words = ['--format', 'json', ...offline, 'check', ...noFetch, 'advisories']
  return (deps: StepDeps) => command(deps, ['/bin/cargo-deny', 'deny', ...words])
}

function command({cargo}: StepDeps, argv: Command['argv']): Command {
  const env = {RUSTUP_TOOLCHAIN: cargo.toolchain, CARGO_TERM_COLOR: 'never', GIT_TERMINAL_PROMPT: '0'}
  return {argv, cwd: cargo.root, env, limitMs: 600_000}
}

async function record(tools: readonly AuditTool[], script: Expected, {isOffline = false} = {}) {
  return runStep(await repository(), tools, script, {isOffline, make: recordAdvisories})
}

async function auditAgain(tools: readonly AuditTool[], script: Expected, before: Json | undefined, wasmtime?: string) {
  const results = before === undefined ? {} : {'record-advisories': before}
  return runStep(await repository(), tools, script, {
    isOffline: false,
    make: auditDependencies,
    results,
    ...(wasmtime === undefined ? {} : {wasmtime}),
  })
}

function repository() {
  return temporaryRepository({
    'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\n\n[dependencies]\nwasmtime = "25"\n',
    'Cargo.lock': lockfile('host 0.1.0 path', 'wasmtime 25.0.3'),
  })
}

async function runStep(
  tree: Tree,
  tools: readonly AuditTool[],
  script: Expected,
  {
    isOffline,
    make,
    results = {},
    wasmtime = '36.0.2',
  }: {isOffline: boolean; make: typeof recordAdvisories; results?: Record<string, Json>; wasmtime?: string},
) {
  const deps = {...stepDeps(tree, {isOffline, wasmtime}), auditTools: async () => tools}
  const runs = script.map(([expected, run]) => ({...run, command: expected(deps)}))
  const ctx = scriptedStepContext(tree, runs, {results})
  const outcome = await make(deps).apply?.(ctx)
  ctx.expectEnd()
  return outcome
}
