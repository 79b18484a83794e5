import {describe, expect, test} from 'vitest'
import type {Reading} from '../../src/domain/measurement.ts'
import type {StepContext} from '../../src/domain/step-kind.ts'
import type {OwnArtifact} from '../../src/measure/own-artifacts.ts'
import {timeAfterEdit, timeCold} from '../../src/steps/measure-times.ts'
import type {TimeTools} from '../../src/steps/step-deps.ts'

const command = {argv: ['cargo', 'check', '--workspace'], cwd: '/work', env: {RUSTUP_TOOLCHAIN: '1.95.0'}} as const
const timed = {kind: 'check-time', command, messages: built('host'), mostRuns: 5} as const

describe('the time after an edit', () => {
  test('is the median of several runs, and each made the repository’s own crates anew', async () => {
    const {ctx, tools, stale} = world([1100, 1000, 4000, 1050, 990].map(durationMs => ({durationMs})))

    expect(await timeAfterEdit(ctx, tools, timed)).toEqual({
      readings: [{kind: 'check-time', name: '', unit: 'ms', value: 1050, low: 990, high: 4000, runs: 5}],
      skipped: [],
    })
    expect(stale).toEqual(Array(5).fill(['host']))
  })

  test('is measured less often when a run takes long', async () => {
    expect(await runsOf([{durationMs: 130_000}])).toBe(1)
    expect(await runsOf([{durationMs: 60_000}])).toBe(2)
    expect(await runsOf([{durationMs: 16_000}, {durationMs: 16_000}])).toBe(2)
  })

  test('is left out when cargo took a crate as it was: a number that isn’t the time is worse than none', async () => {
    const output = [built('host'), built('plugins', true)].join('\n')
    const {ctx, tools} = world([{durationMs: 900}, {durationMs: 20, output}])

    expect(await timeAfterEdit(ctx, tools, timed)).toEqual({
      readings: [],
      skipped: [{what: 'check-time', why: 'cargo took plugins (plugins) as it was'}],
    })
  })

  test('is left out when cargo names no crate of the repository’s own, and when its disk was full', async () => {
    const full = {code: 'disk-full', title: 'The disk is full', detail: '', nextSteps: []}
    for (const [run, why] of [
      [{durationMs: 900, output: ''}, 'cargo named no crate of the repository’s own that it made'],
      [{durationMs: 900, problem: full}, 'The disk is full'],
    ] as const) {
      const {ctx, tools} = world([run])
      expect(await timeAfterEdit(ctx, tools, timed)).toMatchObject({readings: [], skipped: [{why}]})
    }
  })

  test('doesn’t count a run that waited for another cargo', async () => {
    const waited = {durationMs: 60_000, err: '    Blocking waiting for file lock on build directory\n'}
    const patient = world([waited])
    expect(await timeAfterEdit(patient.ctx, patient.tools, timed)).toMatchObject({
      skipped: [{why: 'each time, cargo had to wait for another cargo'}],
    })

    const {ctx, tools} = world([{durationMs: 900}, {...waited, durationMs: 5000}, ...Array(3).fill({durationMs: 1000})])
    expect(await timeAfterEdit(ctx, tools, timed)).toMatchObject({readings: [{runs: 4, high: 1000}]})
  })

  test('ends with the first run that is cancelled', async () => {
    const {ctx, tools} = world([{durationMs: 900}, {durationMs: 10, outcome: {kind: 'cancelled'}}])

    expect(await timeAfterEdit(ctx, tools, timed)).toMatchObject({readings: [], problem: {code: 'cancelled'}})
  })

  test('isn’t measured where cargo starts each crate anew', async () => {
    const {ctx, tools} = world([])

    expect(
      await timeAfterEdit(ctx, {...tools, whyNotIncremental: async () => 'CARGO_INCREMENTAL=0 is set'}, timed),
    ).toEqual({
      readings: [],
      skipped: [{what: 'check-time', why: 'CARGO_INCREMENTAL=0 is set'}],
    })
  })
})

describe('the time from nothing', () => {
  test('is of one run in a folder of its own, past the compile cache, and the folder is gone afterwards', async () => {
    const {ctx, tools, ran, removed} = world([{durationMs: 70_000}])

    expect(await timeCold(ctx, tools, timed)).toEqual({
      readings: [{kind: 'check-time', name: 'cold', unit: 'ms', value: 70_000, runs: 1}],
      skipped: [],
    })
    expect(ran.map(({env}) => env)).toEqual([
      {RUSTUP_TOOLCHAIN: '1.95.0', CARGO_TARGET_DIR: '/cold', CARGO_BUILD_BUILD_DIR: '/cold', RUSTC_WRAPPER: ''},
    ])
    expect(removed()).toBe(1)
  })

  test('is left out without room, and when something was there already; a cancelled run leaves no folder either', async () => {
    const none = world([])
    const why = 'it takes up to 14 GB, and 3.0 GB are free'
    expect(await timeCold(none.ctx, {...none.tools, coldFolder: async () => ({why})}, timed)).toEqual({
      readings: [],
      skipped: [{what: 'check-time cold', why}],
    })

    const warm = world([{durationMs: 900, output: built('host', true)}])
    expect(await timeCold(warm.ctx, warm.tools, timed)).toMatchObject({
      skipped: [{why: 'cargo found some of it built already'}],
    })

    const stopped = world([{durationMs: 10, outcome: {kind: 'cancelled'}}])
    expect(await timeCold(stopped.ctx, stopped.tools, timed)).toMatchObject({problem: {code: 'cancelled'}})
    expect(stopped.removed()).toBe(1)
  })
})

type Run = Partial<Omit<Awaited<ReturnType<StepContext['run']>>, 'out' | 'err'>> & {
  readonly durationMs: number
  /** Cargo's messages; everything made anew unless said. */
  readonly output?: string
  readonly err?: string
}

/** A step's world where cargo goes like this, run by run; the last for all further ones. */
function world(runs: readonly Run[]) {
  const stale: string[][] = []
  const ran: Parameters<StepContext['run']>[0][] = []
  let removed = 0
  const run = (index: number) => {
    const found = runs[index] ?? runs.at(-1)
    if (found === undefined) throw new Error('no run was expected')
    return found
  }
  const ctx = {
    say: () => undefined,
    async run(one: (typeof ran)[number]) {
      const {output: _, err: __, ...result} = run(ran.push(one) - 1)
      const at = String(ran.length - 1)
      return {outcome: {kind: 'exited', code: 0} as const, out: `${at}.out`, err: `${at}.err`, ...result}
    },
    async readLog(file: string) {
      const {output = built('host'), err = ''} = run(Number.parseInt(file, 10))
      return file.endsWith('.out') ? output : err
    },
  } satisfies Partial<StepContext> as unknown as StepContext
  const tools: TimeTools = {
    whyNotIncremental: async () => undefined,
    async makeStale(crates: readonly OwnArtifact[]) {
      stale.push(crates.map(({packageName}) => packageName))
    },
    async coldFolder() {
      return {
        folder: '/cold',
        async remove() {
          removed += 1
        },
      }
    },
  }
  return {ctx, tools, stale, ran, removed: () => removed}
}

function built(name: string, fresh = false): string {
  return JSON.stringify({
    reason: 'compiler-artifact',
    package_id: `path+file:///work/${name}#0.1.0`,
    manifest_path: `/work/${name}/Cargo.toml`,
    target: {kind: ['lib'], name},
    filenames: [`/work/target/debug/deps/lib${name}-0123456789abcdef.rmeta`],
    fresh,
  })
}

async function runsOf(runs: readonly Run[]): Promise<Reading['runs'] | undefined> {
  const {ctx, tools} = world(runs)
  return (await timeAfterEdit(ctx, tools, timed)).readings[0]?.runs
}
