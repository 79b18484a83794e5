import {execFileSync} from 'node:child_process'
import {chmod, mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {expect, test} from 'vitest'
import {fixtureForAll} from '../support/fixture-run.ts'
import {answer, expectRestored, keys, openWizard, startPlan, steps} from './tui-drive.ts'

const repository = fixtureForAll('photondrift-issue')

/** A cargo whose `check` prints fifty thousand lines and stays, a pager and an editor that say what they were given. */
async function chattyPrograms(): Promise<Record<string, string>> {
  const bin = path.join(repository.root, '../bin')
  await mkdir(bin, {recursive: true})
  const real = execFileSync('sh', ['-c', 'command -v cargo'], {encoding: 'utf8'}).trim()
  const lines = 'seq -f "   Compiling crate-%.0f v1.0" 1'
  const check = [
    `${lines} 30000 >&2`,
    'echo "error[E0599]: no method named late_bound" >&2',
    'echo "  --> src/lib.rs:1:1" >&2',
    'echo >&2',
    `${lines} 20000 >&2`,
    'printf "%0150d the end of a long line\\n" 0 >&2',
    'while [ -e "$0" ]; do sleep 0.1; done',
  ]
  const write = async (name: string, script: string) => {
    await writeFile(path.join(bin, name), `#!/bin/sh\n${script}\n`)
    await chmod(path.join(bin, name), 0o755)
    return path.join(bin, name)
  }
  await write('cargo', `if [ "$1" = check ]; then ${check.join('; ')}; fi\nexec ${real} "$@"`)
  const shows = (what: string) => `echo ${what}; for word in "$@"; do echo "<\${word##*/}>"; done; read -r answer`
  const pager = await write('pager', shows('paging'))
  const editor = await write('vim', shows('editing'))
  return {PATH: `${bin}:${process.env.PATH}`, PAGER: pager, EDITOR: editor}
}

test('fifty thousand lines are searched, gone through from error to error, wrapped, opened elsewhere and followed', async () => {
  const term = openWizard(repository.root, ['--wasmtime', '36'], {timeoutMs: 30_000, env: await chattyPrograms()})
  await startPlan(term)
  await answer(term, `Apply “${steps[0]}`, 'a')
  await term.waitFor('Compiling crate-20000 v1.0')
  expect(term.text()).toMatch(/\$ RUSTUP_TOOLCHAIN=\S+ cargo check/)

  term.write('g')
  await term.waitFor(/line 1 of 5000\d/)
  term.write('/')
  await term.waitFor('Search:')
  term.write('CRATE-17')
  await term.waitFor('Search: CRATE-17')
  term.write(keys.enter)
  await term.waitFor('No match for “CRATE-17”')
  term.write('/')
  await term.waitFor('Search:')
  term.write('crate-19999 ')
  await term.waitFor('Search: crate-19999')
  term.write(keys.enter)
  await term.waitFor(/Compiling crate-19999 v1.0[\s\S]*line 19\d{3} of 5000\d/)
  term.write('.')
  await term.waitFor(/Compiling crate-19999 v1.0[\s\S]*line 49\d{3} of 5000\d/)
  term.write('.')
  await term.waitFor(', from the top again')

  term.write('g')
  await term.waitFor(/line 1 of 5000\d/)
  term.write('x')
  await term.waitFor('no method named late_bound')
  term.write('O')
  await term.waitFor(/paging\n<record-baseline-1-1\.err>/)
  expect(term.isAlternate()).toBe(false)
  term.write('\r')
  await term.waitFor('no method named late_bound')
  term.write('E')
  await term.waitFor(/editing\n<\+call cursor\(30001,1\)>\n<record-baseline-1-1\.err>/)
  term.write('\r')
  await term.waitFor(/G follows/)

  term.write('G')
  await term.waitFor('0000000000')
  expect(term.text()).not.toContain('G follows')
  expect(term.text()).not.toContain('of a long line')
  term.write('w')
  await term.waitFor('of a long line')
  term.write('w')
  await term.waitFor(() => !term.text().includes('of a long line'))
  for (let presses = 0; presses < 7; presses += 1) {
    term.write('\x1b[C')
  }
  await term.waitFor('of a long line')

  term.write('Y')
  await term.waitFor('Copied the command line')
  const copied = /\x1b\]52;c;([A-Za-z0-9+/=]+)\x07/.exec(term.raw())?.[1] ?? ''
  expect(Buffer.from(copied, 'base64').toString()).toMatch(/^cd \S+ && RUSTUP_TOOLCHAIN=\S+ cargo check .*\n$/)

  term.write(keys.ctrlC)
  await term.waitFor('Ctrl-C again quits')
  term.write(keys.ctrlC)
  await term.exited
  expectRestored(term)
})
