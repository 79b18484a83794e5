import {expect, test} from 'vitest'
import {loadAstGrep} from '../../src/rust-source/ast-grep.ts'
import {runTeamRules} from '../../src/team-rules/run-team-rules.ts'
import {readTeamRules} from '../../src/team-rules/team-rule.ts'
import {treeOf} from '../scan/api-uses/find.ts'
import {parserFiles} from '../support/rust-parser.ts'

const astGrep = () => loadAstGrep(parserFiles)

function run(yaml: string, files: Readonly<Record<string, string>>) {
  const {rules, problems} = readTeamRules('rules/own.yml', yaml)
  expect(problems).toEqual([])
  return runTeamRules({tree: treeOf(files), rules, loadAstGrep: astGrep})
}

const ownWrapper = `
id: our-engine-takes-limits
language: Rust
message: Our engine wants its limits.
rule:
  pattern: our_engine::start($CONFIG, $$$MORE)
fix: our_engine::start_with($CONFIG, limits(), $$$MORE)
`

test('rewrites what matches and keeps everything else, byte for byte', async () => {
  const before = '\uFEFFfn main() {\r\n    our_engine::start(config, "é", 2); // keep\r\n}'

  const {writes, done} = await run(ownWrapper, {'src/main.rs': before, 'src/other.rs': 'fn other() {}\n'})

  expect(writes).toEqual([
    {path: 'src/main.rs', before, after: before.replace('start(config, ', 'start_with(config, limits(), ')},
  ])
  expect(done).toEqual(new Map([['our-engine-takes-limits', 1]]))
})

test('a second run changes nothing', async () => {
  const first = await run(ownWrapper, {'src/main.rs': 'fn main() { our_engine::start(a, b); }\n'})

  const second = await run(ownWrapper, {'src/main.rs': first.writes[0]?.after ?? ''})

  expect(second.writes).toEqual([])
})

test('constraints, transforms and file patterns of ast-grep hold', async () => {
  const rule = `
id: loud-names
language: rust
rule: {pattern: 'name($A)'}
constraints: {A: {kind: string_literal}}
transform: {LOUD: {convert: {source: $A, toCase: upperCase}}}
fix: loud($LOUD)
files: ['src/**']
ignores: ['src/quiet/**']
`
  const text = 'fn f() { name("a"); name(b); }\n'

  const {writes} = await run(rule, {'src/lib.rs': text, 'src/quiet/mod.rs': text, 'tests/t.rs': text})

  expect(writes.map(({path, after}) => [path, after])).toEqual([['src/lib.rs', 'fn f() { loud("A"); name(b); }\n']])
})

test('a rule without a fix points at places', async () => {
  const rule = 'id: no-unwrap\nlanguage: Rust\nmessage: Say why.\nnote: See our guide.\nrule: {pattern: $A.unwrap()}\n'

  const {writes, hints} = await run(rule, {'src/lib.rs': 'fn f() {\n    x.unwrap();\n}\n'})

  expect(writes).toEqual([])
  expect(hints).toEqual([
    {rule: 'no-unwrap', path: 'src/lib.rs', line: 2, column: 5, message: 'Say why.', note: 'See our guide.'},
  ])
})

test('a rule that would change its own result is left out', async () => {
  const rule = 'id: wraps\nlanguage: Rust\nrule: {pattern: f($A)}\nfix: f(g($A))\n'

  const {writes, problems} = await run(rule, {'src/lib.rs': 'fn m() { f(1); }\n'})

  expect(writes).toEqual([])
  expect(problems.map(({code, title}) => [code, title])).toEqual([
    ['team-rule-endless', 'The rule wraps would change its own result'],
  ])
})

test('a rule that matches everything is left out, unless the team allows as many', async () => {
  const rule = 'id: every-name\nlanguage: Rust\nrule: {kind: identifier}\nfix: x\n'
  const text = `fn f() { ${'a + '.repeat(600)}a; }\n`

  const refused = await run(rule, {'src/lib.rs': text})
  const allowed = await run(`${rule}metadata: {limit: 1000}\n`, {'src/lib.rs': text})

  expect(refused.writes).toEqual([])
  expect(refused.problems.map(({code}) => code)).toEqual(['team-rule-too-wide'])
  expect(allowed.writes).toHaveLength(1)
})

test('a rule that ast-grep refuses is told in its words, and the others run', async () => {
  const broken = 'id: odd\nlanguage: Rust\nrule: {kind: no_such_kind}\nfix: x\n'

  const {writes, problems} = await run(`${broken}---${ownWrapper}`, {
    'src/main.rs': 'fn main() { our_engine::start(a, b); }\n',
  })

  expect(writes).toHaveLength(1)
  expect(problems[0]?.detail).toContain('Kind `no_such_kind` is invalid')
})

test.each([
  {
    what: 'an unknown key',
    yaml: 'id: a\nlanguage: Rust\nrule: {kind: x}\nfixes: y\n',
    says: 'Unrecognized key: "fixes"',
  },
  {what: 'another language', yaml: 'id: a\nlanguage: Python\nrule: {kind: x}\n', says: 'only Rust can be rewritten'},
  {what: 'broken YAML', yaml: 'id: a\nrule: [\n', says: 'Flow sequence'},
  {
    what: 'a fix that can’t be understood',
    yaml: 'id: a\nlanguage: Rust\nrule: {kind: x}\nfix: {expandEnd: {}}\n',
    says: 'fix',
  },
])('$what is told with its place', ({yaml, says}) => {
  const {rules, problems} = readTeamRules('.upgrade-wizard/rules/own.yml', yaml)

  expect(rules).toEqual([])
  expect(problems).toHaveLength(1)
  expect(problems[0]?.detail).toContain(says)
  expect(problems[0]?.path).toBe('.upgrade-wizard/rules/own.yml')
})
