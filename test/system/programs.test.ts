import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, readFileSync, rmSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import type {Command} from '../../src/domain/command.ts'
import type {Started} from '../../src/domain/ports.ts'
import {identify} from '../../src/system/process-id.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {bundle} from '../support/bundle.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const programs = createPrograms()
/** For those who ignore INT and TERM: nobody has to wait long for them. */
const impatient = createPrograms({graceMs: 300})
const shell = (script: string, cwd: string): Command => ({argv: ['sh', '-c', script], cwd})

describe('start', () => {
  test('puts the output into the two files, stdin is closed, and the end says how', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'logs/deep/one')

    const started = await start(shell('echo out; echo err >&2; cat; echo $UPGRADE_WIZARD_RUN; exit 3', folder), log)

    expect(await started.ended).toEqual({code: 3, signal: null})
    expect(readFileSync(log.out, 'utf8')).toBe(`out\n${log.marker}\n`)
    expect(readFileSync(log.err, 'utf8')).toBe('err\n')
  })

  test('adds to what a log holds already', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')

    for (const word of ['first', 'second']) await (await start(shell(`echo ${word}`, folder), log)).ended

    expect(readFileSync(log.out, 'utf8')).toBe('first\nsecond\n')
  })

  test('adds variables, and takes those away that are undefined', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')
    vi.stubEnv('WIZARD_TEST_INHERITED', 'inherited')
    vi.stubEnv('WIZARD_TEST_TAKEN', 'taken')
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })

    const script = ['INHERITED', 'ADDED', 'TAKEN'].map(name => `printenv WIZARD_TEST_${name} || echo none`).join('; ')
    const env = {WIZARD_TEST_ADDED: 'added', WIZARD_TEST_TAKEN: undefined}
    await (await start({...shell(script, folder), env}, log)).ended

    expect(readFileSync(log.out, 'utf8')).toBe('inherited\nadded\nnone\n')
  })

  test('never lets a shell see the words', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')

    await (await start({argv: ['printf', '%s\\n', '$(id)', '; id', '*', ''], cwd: folder}, log)).ended

    expect(readFileSync(log.out, 'utf8')).toBe('$(id)\n; id\n*\n\n')
  })

  test('says which program there is not', async () => {
    const folder = temporaryFolder()
    const missing = await programs.start({argv: ['no-such-program-here', 'x'], cwd: folder}, logIn(folder, 'one'))

    expect(missing).toEqual({notFound: 'no-such-program-here'})
  })

  test('makes the program the leader of its own group, known by pid, start time and boot', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')

    const started = await start(shell('ps -o pgid= -p $$; exec sleep 60', folder), log)
    await vi.waitFor(() => expect(readFileSync(log.out, 'utf8').trim()).toBe(String(started.process.pid)), patience)

    expect(await programs.isAlive(started.process)).toBe(true)
    // The `ps` whose line was read may take a moment to go.
    await vi.waitFor(async () => expect(await programs.survivors(log.marker)).toEqual([started.process]), patience)
    await started.cancel()
    expect(await started.ended).toEqual({code: null, signal: 'SIGINT'})
    expect(await programs.isAlive(started.process)).toBe(false)
  })
})

describe('cancel', () => {
  test('asks politely first', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')
    const started = await start(
      shell('trap "echo asked; exit 7" INT; echo ready; while :; do sleep 0.02; done', folder),
      log,
    )
    await ready(log)

    await started.cancel()

    expect(await started.ended).toEqual({code: 7, signal: null})
    expect(readFileSync(log.out, 'utf8')).toBe('ready\nasked\n')
  })

  test('ends children of children that ignore INT and TERM, even when their parent is gone at once', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')
    const stubborn = `sh -c 'trap "" INT TERM; echo ready; while :; do sleep 0.02; done' & wait`
    const started = await start(shell(stubborn, folder), log, impatient)
    await ready(log)

    await started.cancel()

    await started.ended
    expect(await programs.survivors(log.marker)).toEqual([])
  })

  test('of a program that has ended already is done at once', async () => {
    const folder = temporaryFolder()
    const started = await start(shell('true', folder), logIn(folder, 'one'))
    await started.ended

    await started.cancel()
    await programs.cancel(started.process)

    expect(await programs.isAlive(started.process)).toBe(false)
  })

  test('signals nothing when the process is gone and its pid is another one’s by now', async () => {
    const bystander = spawn('sleep', ['60'], {stdio: 'ignore'})
    onTestFinished(() => endOf(bystander))
    const {bootId} = await programs.self()

    await programs.cancel({pid: bystander.pid ?? 0, startTime: '0', bootId})

    expect(bystander.exitCode ?? bystander.signalCode).toBe(null)
  })

  test('never signals the first process, whose group would be everybody, nor the wizard’s own group', async () => {
    // Never for real: a mistake here would end every process of this user.
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    onTestFinished(() => kill.mockRestore())
    const first = await identify(1)

    for (const pid of [1, 0, -1])
      await programs.cancel({pid, startTime: first?.startTime ?? '', bootId: first?.bootId ?? ''})

    expect(kill).not.toHaveBeenCalled()
  })

  test('does not wait for zombies where the wizard is the first process', async ctx => {
    const folder = temporaryFolder()
    const worker = await bundle(fileURLToPath(new URL('cancel-worker.ts', import.meta.url)))
    onTestFinished(() => rmSync(path.dirname(worker), {recursive: true, force: true}))
    const argv = ['--pid', '--fork', '--mount-proc', '--kill-child', process.execPath, worker, folder] as const
    const asked = await programs.capture({argv: ['unshare', ...argv], cwd: folder}, 20_000)
    if (asked.kind !== 'exited' || asked.stdout === '') return ctx.skip('a process namespace is not allowed here')

    expect(JSON.parse(asked.stdout)).toEqual({isFirst: true, zombies: 1, signals: ['SIGINT', 'SIGCONT', 'SIGTERM']})
  })
})

describe('pause', () => {
  test('holds every process of the group, and resume lets all go on', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')
    const counting = `(while :; do printf x; done) & wait`
    const started = await start(shell(`echo ready; ${counting}`, folder), log)
    onTestFinished(() => started.cancel())
    await ready(log)

    started.pause()
    await vi.waitFor(async () => expect(await statesOf(started.process.pid)).toEqual(['T']), patience)
    const atRest = readFileSync(log.out, 'utf8')
    started.resume()

    await vi.waitFor(() => expect(readFileSync(log.out, 'utf8').length).toBeGreaterThan(atRest.length), patience)
    expect(await programs.isAlive(started.process)).toBe(true)
  })

  test('leaves a program that can be asked to end, and hears of it first', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')
    const polite = 'trap "echo asked; exit 7" INT; echo ready; while :; do :; done'
    const started = await start(shell(polite, folder), log)
    await ready(log)
    await programs.pause(started.process)
    await vi.waitFor(async () => expect(await statesOf(started.process.pid)).toEqual(['T']), patience)

    await started.cancel()

    expect(await started.ended).toEqual({code: 7, signal: null})
  })

  test('signals nothing when the pid is another one’s by now', async () => {
    const bystander = spawn('sleep', ['60'], {stdio: 'ignore'})
    onTestFinished(() => endOf(bystander))
    const {bootId} = await programs.self()

    await programs.pause({pid: bystander.pid ?? 0, startTime: '0', bootId})

    expect(await programs.isAlive((await identify(bystander.pid ?? 0)) ?? {pid: 0, startTime: '', bootId})).toBe(true)
    expect(await stateOf(bystander.pid ?? 0)).not.toBe('T')
  })
})

describe('survivors', () => {
  test('are found by their marker after their parent is gone, and cancelled by a later wizard', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')
    const parent = await start(shell(`sh -c 'echo ready; while :; do sleep 0.02; done' & exit 0`, folder), log)
    await parent.ended
    await ready(log)

    const later = createPrograms({graceMs: 300})
    const found = await later.survivors(log.marker)
    const gone = Promise.all(found.map(one => later.whenGone(one)))
    for (const one of found) await later.cancel(one)
    await gone

    expect(found.length).toBeGreaterThan(0)
    expect(found).not.toContainEqual(parent.process)
    expect(await later.survivors(log.marker)).toEqual([])
  })

  test('of another marker are not found, nor by a part of it', async () => {
    const folder = temporaryFolder()
    const log = logIn(folder, 'one')
    const started = await start({argv: ['sleep', '60'], cwd: folder}, log)

    expect(await programs.survivors(log.marker.slice(0, -1))).toEqual([])
    expect(await programs.survivors(`${log.marker}1`)).toEqual([])
    expect(await programs.survivors('')).toEqual([])
    await started.cancel()
  })
})

describe('isAlive', () => {
  test('is false for a process whose pid was given to another', async () => {
    const self = await programs.self()

    expect(await programs.isAlive(self)).toBe(true)
    expect(await programs.isAlive({...self, startTime: '1'})).toBe(false)
    expect(await programs.isAlive({...self, bootId: 'earlier'})).toBe(false)
  })

  test('is false for a zombie', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'pid')
    // The shell's child ends while the program that took the shell's place never asks for it.
    const parent = spawn('sh', ['-c', `sh -c 'echo $$ > ${file}' & exec sleep 60`], {stdio: 'ignore'})
    onTestFinished(() => endOf(parent))
    const pid = await vi.waitFor(() => {
      if (!existsSync(file)) throw new Error('not started yet')
      const found = Number(readFileSync(file, 'utf8'))
      if (!/^State:\tZ/m.test(readFileSync(`/proc/${found}/status`, 'utf8'))) throw new Error('not ended yet')
      return found
    }, patience)

    const startTime = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[21] ?? ''
    const {bootId} = await programs.self()
    expect(await programs.isAlive({pid, startTime, bootId})).toBe(false)
  })
})

const patience = {timeout: 10_000, interval: 5}

function logIn(folder: string, name: string) {
  return {
    out: path.join(folder, `${name}.out`),
    err: path.join(folder, `${name}.err`),
    marker: `${path.basename(folder)}/${name}-1`,
  }
}

async function start(command: Command, log: ReturnType<typeof logIn>, by = programs): Promise<Started> {
  const started = await by.start(command, log)
  if ('notFound' in started) throw new Error(`there is no ${started.notFound} here`)
  onTestFinished(() => started.cancel())
  return started
}

async function ready({out}: {out: string}): Promise<void> {
  await vi.waitFor(() => expect(readFileSync(out, 'utf8')).toMatch(/^ready/m), patience)
}

async function endOf(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** The states that the processes of a group are in, as `ps` has them: T is stopped. */
async function statesOf(group: number): Promise<readonly string[]> {
  const asked = await programs.capture({argv: ['ps', '-A', '-o', 'pgid=,stat='], cwd: '/'})
  const lines = asked.kind === 'exited' ? asked.stdout.trim().split('\n') : []
  const words = lines.map(line => line.trim().split(/\s+/))
  return [...new Set(words.filter(([pgid]) => pgid === String(group)).map(([, state = '']) => state.slice(0, 1)))]
}

async function stateOf(pid: number): Promise<string> {
  const asked = await programs.capture({argv: ['ps', '-o', 'stat=', '-p', String(pid)], cwd: '/'})
  return asked.kind === 'exited' ? asked.stdout.trim().slice(0, 1) : ''
}
