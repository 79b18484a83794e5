import {cp, mkdir, mkdtemp, realpath, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {execa} from 'execa'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {commitAll, offlineRegistry, projectRoot, runProgram} from '../support/fixture-run.ts'
import {hostileTexts} from '../support/hostile-texts.ts'
import {standInCargo} from '../support/stand-in-cargo.ts'
import {openTerm} from '../support/term.ts'
import {answer, expectRestored, openWizard, program, question} from './tui-drive.ts'

// Everything that a repository, its history and a command of it can say is hostile here, and all of it is shown.
let folder = ''
let root = ''

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'uw-hostile-')))
  root = path.join(folder, `re\x1b]0;LEAK\x07po\u202e\x9b2J`)
  await mkdir(path.join(folder, '.cargo'))
  await writeFile(path.join(folder, '.cargo/config.toml'), offlineRegistry)
  await cp(path.join(projectRoot, 'fixtures/repos/photondrift-issue/in'), root, {recursive: true})
  await writeFile(
    path.join(root, 'Dockerfile.a\x1b[2Jb\x1b]52;c;LEAK\x07'),
    'FROM rust:1.60\x1b[?1049l\x1b]0;LEAK\x07\n',
  )
  await writeFile(path.join(root, 'clippy.toml'), 'msrv = "1.\\u001b]0;LEAK\\u00077\\u202e0"\n')
  await commitAll(root)
  await execa('git', ['checkout', '-q', '-b', 'b\u202erots\u200bch\u009b2J'], {cwd: root})
})
afterEach(async () => {
  await rm(folder, {recursive: true, force: true})
})

test('nothing hostile reaches the terminal, wherever it comes from and however it is torn', async () => {
  const env = await standInCargo(root, printHostile(40))
  const term = openWizard(root, ['--wasmtime', '36'], {env, columns: 120, rows: 60, timeoutMs: 60_000})
  await answer(term, 'Go on and choose a target?', 'c')
  await answer(term, 'Which wasmtime?', 'c')
  await answer(term, 'Start with this plan?', 's')
  await answer(term, 'Apply “Record what builds', 'a')
  await term.waitFor('the last of them')
  await question(term, 'Accept “Record what builds')
  term.write('n')
  await term.waitFor('Note:')
  term.write('\x1b[200~no\x1b]0;LEAK\x07te \u202e\x9b2J here\x1b[201~\r')
  await term.waitFor('here (you)')
  await answer(term, 'Accept “Record what builds', 'q')
  await term.exited

  expectRestored(term)
  // The gate rings when it is asked, and when it is asked again behind the note.
  expect(term.raw().split('\x07')).toHaveLength(3)
  expect(leaks(term.raw().replaceAll('\x07', ''))).toEqual([])
})

test('nor the lines of a run without a screen, nor what describes it', async () => {
  const env = await standInCargo(root, printHostile(0))
  const run = await runProgram(['run', '--yes', '--ui', 'plain', '--offline', '--wasmtime', '36'], {cwd: root, env})
  const others = await Promise.all(
    [['plan', '--offline'], ['status'], ['tree', '--offline'], ['doctor', '--offline']].map(args =>
      runProgram(args, {cwd: root, env}),
    ),
  )

  for (const {stdout, stderr} of [run, ...others]) expect(leaks(stdout + stderr)).toEqual([])
})

test('nor a diff, when it is a terminal that it goes to', async () => {
  const term = openTerm([process.execPath, program, 'plan', '--diff', '--offline'], {cwd: root, columns: 200})
  await term.exited

  expect(term.raw()).toContain('FROM rust:1.60')
  expect(leaks(term.raw())).toEqual([])
})

/** JavaScript that prints each of the texts to both streams, torn at every border between two writes, then fails. */
function printHostile(pauseMs: number): string {
  const lines = hostileTexts.map(([, text]) => Buffer.from(`${text}\n`).toString('base64'))
  return `const pause = () => new Promise(resolve => setTimeout(resolve, ${pauseMs}))
for (const [number, line] of ${JSON.stringify(lines)}.entries()) {
  const bytes = Buffer.from(line, 'base64')
  for (const stream of [process.stderr, process.stdout]) {
    stream.write(bytes.subarray(0, bytes.length >> 1))
    if (number % 2) await pause()
    stream.write(bytes.subarray(bytes.length >> 1))
  }
}
process.stderr.write(Buffer.from([0x66, 0xff, 0xfe, 0xc3, 0x28, 0x0a, 0x9b, 0x32, 0x4a, 0x0a]))
process.stderr.write('error: the last of them\\n')
await pause()
process.exitCode = 101
`
}

/** What is left when everything the wizard itself may write is taken out: modes, addresses, erasing to the right, 16 colours. */
function leaks(raw: string): readonly string[] {
  const rest = raw
    .replace(/\x1b\[\?(?:1049|25|7|2004|2026)[hl]/g, '')
    .replace(/\x1b\[\d+;\d+H|\x1b\[K/g, '')
    .replace(/\x1b\[[0-9;]*m/g, sgr => (/[34]8;|\b(?:5|6|8)\b/.test(sgr) ? sgr : ''))
    .replace(/[\r\n]/g, '')
  return rest.match(/.{0,20}[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}].{0,20}/gu) ?? []
}
