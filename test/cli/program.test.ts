import {CommanderError} from 'commander'
import {expect, test} from 'vitest'
import {createProgram} from '../../src/cli/program.ts'

/** What the program prints and how it ends for these arguments, without doing anything. */
async function parsed(...args: readonly string[]) {
  let actions = 0
  let text = ''
  const program = createProgram('1.2.3', () => {
    actions += 1
  })
  const collect = (part: string) => {
    text += part
  }
  for (const command of [program, ...program.commands]) command.configureOutput({writeOut: collect, writeErr: collect})
  try {
    await program.parseAsync([...args], {from: 'user'})
  } catch (error) {
    if (error instanceof CommanderError) return {text, actions, exitCode: error.exitCode}
    throw error
  }
  return {text, actions, exitCode: 0}
}

test.each([
  [],
  ['run'],
  ['--yes', '--wasmtime', '36'],
  ['run', '--only', 'raise-rust', 'validate', '--skip', 'finish', '--on-failure', 'continue', '--ui', 'json'],
  ['run', '--pair', 'Bo', '--pair', '--mob', '10'],
  ['plan', '--diff', '--json', '--rust', 'minimum', '--offline'],
  ['--no-color', 'status', '--json', '--repo', 'elsewhere'],
  ['undo', 'raise-rust', '--dry-run', '--edited', 'keep'],
  ['report', '--format', 'json', '--out', 'report.json', '--merge', 'a.json', 'b.json'],
  ['demo', '--case', 'photondrift-issue', '--keep', '--fresh'],
])('understands %j', async (...args) => {
  expect(await parsed(...args)).toEqual({text: '', actions: 1, exitCode: 0})
})

test.each([
  {args: ['stats'], says: "error: unknown command 'stats'\n(Did you mean status?)"},
  {args: ['frobnicate'], says: "error: unknown command 'frobnicate'"},
  {args: ['--repo', 'elsewhere', 'plan'], says: 'error: the command comes first: upgrade-wizard plan …'},
  {args: ['run', '--frsh'], says: "error: unknown option '--frsh'\n(Did you mean --fresh?)"},
  {args: ['--wasmtme', '36'], says: "error: unknown option '--wasmtme'\n(Did you mean --wasmtime?)"},
  {args: ['plan', 'twice'], says: "error: too many arguments for 'plan'. Expected 0 arguments but got 1."},
  {args: ['run', '--wasmtime'], says: "error: option '--wasmtime <version>' argument missing"},
  {args: ['run', '--repo', ''], says: "error: option '--repo <dir>' argument '' is invalid. a folder is needed"},
  {
    args: ['run', '--ui', 'web'],
    says: "error: option '--ui <ui>' argument 'web' is invalid. Allowed choices are auto, tui, plain, json.",
  },
  {
    args: ['run', '--screen-reader', '--ui', 'json'],
    says: "error: option '--screen-reader' cannot be used with option '--ui <ui>'",
  },
  {
    args: ['run', '--least-free', 'plenty'],
    says: "error: option '--least-free <size>' argument 'plenty' is invalid. a size is needed, such as 2GB, 500 MB or 1.5GiB",
  },
  {
    args: ['run', '--screen-reader', '--yes'],
    says: "error: option '--screen-reader' cannot be used with option '--yes'",
  },
  {
    args: ['run', '--mob', '10'],
    says: 'error: --mob needs --pair, which says who takes turns: --pair "Name <mail>", or --pair alone to be asked',
  },
  {
    args: ['run', '--pair', '<nobody>'],
    says: `error: option '--pair [person]' argument '<nobody>' is invalid. a name is needed, and a mail if there is one: "Ada <ada@example.com>"`,
  },
  {
    args: ['undo', '--edited', 'both'],
    says: "error: option '--edited <what>' argument 'both' is invalid. Allowed choices are keep, restore, merge.",
  },
])('refuses $args and does nothing', async ({args, says}) => {
  expect(await parsed(...args)).toEqual({
    text: `${says}\n(upgrade-wizard --help shows what there is)\n`,
    actions: 0,
    exitCode: 1,
  })
})

test('help lists every command, the exit codes and the demo, within 80 columns', async () => {
  const {text, actions} = await parsed('--help')

  expect(actions).toBe(0)
  expect(commandsIn(text)).toEqual([
    'run',
    'plan',
    'tree',
    'doctor',
    'status',
    'undo',
    'report',
    'bisect',
    'join',
    'demo',
    'help',
  ])
  expect(text).toContain('10     waiting for a decision')
  expect(text).toContain('upgrade-wizard demo')
  expect(text.split('\n').filter(line => line.length > 80)).toEqual([])
})

const repository = ['--repo']
const target = ['--wasmtime', '--rust', '--on-purpose', '--edition', '--matrix', '--fix']
const selection = ['--only', '--skip', '--feature-set', '--measure', '--validate', '--offline', '--no-resolve']
const running = [
  '--yes',
  '--on-failure',
  '--ui',
  '--screen-reader',
  '--least-free',
  '--branch',
  '--commit-steps',
  '--pair',
  '--mob',
  '--share',
  '--fresh',
  '--allow-commands',
  '--allow-session',
]
const common = ['-h', '-V', '--no-color', '--color', '--ascii', '--verbose']
test.each([
  ['run', [...repository, ...target, ...selection, ...running]],
  ['plan', [...repository, ...target, ...selection, '--diff', '--json']],
  ['status', [...repository, '--json']],
  ['undo', [...repository, '--all', '--only', '--dry-run', '--edited', '--remove-toolchains', '--allow-session']],
  ['report', [...repository, '--format', '--json', '--out', '--merge']],
  ['demo', [...target, ...running, '--case', '--list', '--keep']],
])('help of %s lists its options and names the exit codes', async (command, own) => {
  const {text} = await parsed(command, '--help')

  expect(optionsIn(text)).toEqual([...own, ...common])
  expect(text).toContain('Exit codes:')
  expect(text.split('\n').filter(line => line.length > 80)).toEqual([])
})

test('the version is the version', async () => {
  expect(await parsed('--version')).toEqual({text: '1.2.3\n', actions: 0, exitCode: 0})
})

function commandsIn(help: string): string[] {
  const [, rest = ''] = help.split('Commands:\n')
  const [commands = ''] = rest.split('\n\n')
  return [...commands.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name)
}

function optionsIn(help: string): string[] {
  return [...help.matchAll(/^ {2}(-[\w-]+)/gm)].map(([, name = '']) => name)
}
