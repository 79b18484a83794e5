import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {canonicalCommands, commandLines} from '../../src/settings/canonical-commands.ts'
import type {JudgingCommand, OwnCommand} from '../../src/settings/own-command.ts'
import {readSettings} from '../../src/settings/settings.ts'

function commandsIn(text: string): readonly OwnCommand[] {
  const settings = readSettings(text)
  if (!('commands' in settings)) throw new Error(settings.detail)
  return settings.commands
}

function refusal(text: string): string {
  const settings = readSettings(text)
  return 'detail' in settings ? settings.detail : ''
}

test('a command has a name and its words; it runs after the upgrade, for half an hour, unless it says else', () => {
  expect(commandsIn('[[command]]\nname = "size"\nrun = ["make", "size"]\n')).toEqual([
    {name: 'size', run: ['make', 'size'], when: 'after', timeout: 1800},
  ])
  const all = '[[command]]\nname = "smoke"\nrun = ["./smoke.sh"]\ncwd = "ci"\nwhen = "both"\ntimeout = 60\n'
  expect(commandsIn(all)).toEqual([{name: 'smoke', run: ['./smoke.sh'], cwd: 'ci', when: 'both', timeout: 60}])
})

test('a command may have a number to read, or several with names, and repeats', () => {
  const one =
    '[[command]]\nname = "cold"\nrun = ["x"]\nrepeat = 3\nnumber = {pattern = "took ([0-9]+) ms", unit = "ms"}\n'
  const two = `[[command]]\nname = "load"\nrun = ["x"]\nnumber = [
    {name = "p99", json = "latency.p99", unit = "ms", accept = 10, rollback = 20},
    {name = "rate", json = "rate", unit = "1/s", better = "higher"},
  ]\n`

  expect(commandsIn(one)).toMatchObject([
    {repeat: 3, number: [{pattern: 'took ([0-9]+) ms', unit: 'ms', better: 'lower'}]},
  ])
  expect(commandsIn(two)).toMatchObject([
    {
      number: [
        {name: 'p99', accept: 10, rollback: 20},
        {name: 'rate', better: 'higher'},
      ],
    },
  ])
})

test('what a number may become is a limit, like one of the thresholds, which have the last word', () => {
  const text = `thresholds = {"command:load.rate" = 1}
[[command]]
name = "load"
run = ["x"]
number = [
  {name = "p99", json = "p99", unit = "ms", accept = 10, rollback = 20},
  {name = "peak", json = "peak", unit = "MiB", rollback = 50},
  {name = "rate", json = "rate", unit = "1/s", accept = 5},
  {name = "other", json = "other", unit = "x"},
]
`
  expect(readSettings(text)).toMatchObject({
    limits: {
      'command:load.p99': {accepted: 0.1, rollback: 0.2},
      'command:load.peak': {accepted: 0.5, rollback: 0.5},
      'command:load.rate': {accepted: 0.01},
    },
  })
})

test('which of the repository’s own checks judge an upgrade may be said; nothing said is an offer', () => {
  expect(readSettings('validate = ["make-wasm", "all"]')).toMatchObject({validate: ['make-wasm', 'all']})
  expect(readSettings('')).not.toHaveProperty('validate')
  expect(refusal('validate = ["make wasm"]')).toContain('validate.0')
})

describe('what is no command is refused, and nothing in the file is used', () => {
  const command = (rest: string) => `[[command]]\nname = "a"\n${rest}\n`
  test.each([
    ['a shell string', command('run = "make test"'), 'command.0.run'],
    ['no words', command('run = []'), 'command.0.run'],
    ['an empty word', command('run = [""]'), 'command.0.run.0'],
    ['words without end', command(`run = [${'"x",'.repeat(101)}]`), 'more than 100 words'],
    ['a word that hides what it is', command('run = ["make\\u0000", "\\u202etset"]'), 'control characters'],
    ['a word that would move the cursor', command('run = ["make\\u001b[2K"]'), 'control characters'],
    ['a name that is a path', '[[command]]\nname = "../a"\nrun = ["x"]\n', 'a name is'],
    ['a folder outside', command('run = ["x"]\ncwd = "../other"'), 'the path leaves the repository'],
    ['an absolute folder', command('run = ["x"]\ncwd = "/etc"'), 'the path leaves the repository'],
    ['git’s own folder', command('run = ["x"]\ncwd = ".git/hooks"'), 'the path leaves the repository'],
    ['no time at all', command('run = ["x"]\ntimeout = 0'), 'command.0.timeout'],
    ['a moment that isn’t known', command('run = ["x"]\nwhen = "before"'), 'command.0.when'],
    [
      'a number that stands nowhere',
      command('run = ["x"]\nnumber = {unit = "ms"}'),
      'command.0.number.0.pattern: either',
    ],
    ['a number in two places', command('run = ["x"]\nnumber = {unit = "ms", json = "a", pattern = "(a)"}'), 'either'],
    ['a pattern that looks back', command('run = ["x"]\nnumber = {unit = "ms", pattern = "(a)\\\\1"}'), 'not known'],
    ['a number without a unit', command('run = ["x"]\nnumber = {unit = "", json = "a"}'), 'command.0.number.0.unit'],
    [
      'limits the wrong way round',
      command('run = ["x"]\nnumber = {unit = "ms", json = "a", accept = 20, rollback = 10}'),
      'command.0.number.0.rollback: less than',
    ],
    [
      'two numbers without names',
      command('run = ["x"]\nnumber = [{unit = "a", json = "a"}, {unit = "b", json = "b"}]'),
      'a name each',
    ],
    [
      'a file outside that it makes',
      command('run = ["x"]\nmakes = ["../a.wasm"]'),
      'command.0.makes.0: the path leaves',
    ],
    ['no repeats', command('run = ["x"]\nrepeat = 0'), 'command.0.repeat'],
    ['one name twice', `${command('run = ["x"]')}${command('run = ["y"]')}`, 'the same name'],
    [
      'more than twenty',
      Array.from({length: 21}, (_, n) => `[[command]]\nname = "a${n}"\nrun = ["x"]\n`).join(''),
      '20',
    ],
    ['a key of the prototype', '[__proto__]\npolluted = true\n', 'Known keys'],
    ['too large a file', `# ${'x'.repeat(300_000)}`, 'larger than 256 KiB'],
    ['nesting without end', `rules = ${'['.repeat(60_000)}${']'.repeat(60_000)}`, 'Nothing in it is used'],
  ])('%s', (_what, text, says) => {
    expect(refusal(text)).toContain(says)
    expect('polluted' in {}).toBe(false)
  })

  test('a key with a typing mistake is told with the one that was meant', () => {
    expect(refusal('rule = []')).toContain(
      '"rule", did you mean "rules"? Known keys: thresholds, measure, validate, rules, command',
    )
    expect(refusal(command('run = ["x"]\ntimout = 5'))).toContain(
      'command.0: Unrecognized key: "timout", did you mean "timeout"?',
    )
    expect(refusal('zzzzzz = 1')).toContain('"zzzzzz" Known keys')
  })
})

const words = fc.array(fc.string({minLength: 1, maxLength: 4}), {minLength: 1, maxLength: 3}) as fc.Arbitrary<[string]>
const anyCommand: fc.Arbitrary<OwnCommand> = fc.record(
  {
    name: fc.constantFrom('a', 'b'),
    run: words,
    cwd: fc.constantFrom('x', 'y'),
    when: fc.constantFrom('after', 'both'),
    timeout: fc.integer({min: 1, max: 3}),
    repeat: fc.integer({min: 1, max: 2}),
    makes: fc.constantFrom(['a.wasm'], ['a.wasm', 'b.wasm']),
  },
  {requiredKeys: ['name', 'run', 'when', 'timeout']},
)

test('two lists of commands have the same text exactly when everything that decides what runs is the same', () => {
  const sameData = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
  const plain = (all: readonly OwnCommand[]) =>
    all.map(({name, run, cwd = null, when, timeout, repeat = 1, makes = []}) => {
      return {name, run, cwd, when, timeout, repeat, makes}
    })
  fc.assert(
    fc.property(fc.array(anyCommand, {maxLength: 3}), fc.array(anyCommand, {maxLength: 3}), (one, other) => {
      expect(canonicalCommands(one) === canonicalCommands(other)).toBe(sameData(plain(one), plain(other)))
    }),
  )
})

test('comments and the order of keys don’t change what was agreed to', () => {
  const one = commandsIn('[[command]]\nname = "a"\nrun = ["x", "y"]\n')
  const other = commandsIn('# what is measured\n[[command]]\nrun = [\n  "x",\n  "y", # often\n]\nname = "a"\n')

  expect(canonicalCommands(one)).toBe(canonicalCommands(other))
})

test('a found command is shown with where it stands; what holds for all of them is said once', () => {
  const found = {path: 'Makefile', line: 3, why: 'runs cargo test', needsEngine: false}
  const one: JudgingCommand = {name: 'make-a', run: ['make', 'a'], when: 'both', timeout: 1800, found}
  const other = {
    ...one,
    name: 'make-b',
    cwd: 'b',
    found: {...found, covered: 'the wizard runs the tests by name itself'},
  }

  expect(commandLines([one, other])).toEqual([
    expect.stringContaining('before and after the upgrade, for at most 1800 seconds each'),
    'make-a: make a',
    '  Makefile:3, runs cargo test',
    'make-b: make a',
    '  Makefile:3, runs cargo test; in b; the wizard runs the tests by name itself',
  ])
})

test('a command is shown as it is typed, with where and when it runs', () => {
  expect(commandLines(commandsIn('[[command]]\nname = "a"\nrun = ["sh", "-c", "rm -rf $HOME"]\ncwd = "ci"\n'))).toEqual(
    ["a: sh -c 'rm -rf $HOME'", '  in ci, after the upgrade, for at most 1800 seconds'],
  )
  expect(
    commandLines(commandsIn('[[command]]\nname = "a"\nrun = ["make", "wasm"]\nmakes = ["a.wasm", "b.wasm"]\n')),
  ).toContain('  before the tests, to make a.wasm, b.wasm')
})

describe('thresholds', () => {
  test('are percent: what is accepted, and from where on going back is recommended', () => {
    const text = 'measure = ["benches"]\n[thresholds]\nwasm-size = 7.5\n"bench:parse" = { accept = 2, rollback = 4 }'

    expect(readSettings(text)).toMatchObject({
      measure: ['benches'],
      limits: {'wasm-size': {accepted: 0.075}, 'bench:parse': {accepted: 0.02, rollback: 0.04}},
    })
  })

  test.each(['"wasm" = 5', 'bench = -1', 'bench = { accept = 5, roll = 6 }', 'bench = "5 %"'])('%s is refused', row => {
    expect(readSettings(`[thresholds]\n${row}`)).toMatchObject({code: 'settings-broken'})
  })
})
