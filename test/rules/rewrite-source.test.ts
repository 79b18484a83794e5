import {expect, test} from 'vitest'
import {inserted, type Rule, replaced} from '../../src/rules/rule.ts'
import {rulesByChange} from '../../src/rules/rules.ts'
import {rewriteOne} from './rewrite.ts'

const code = `use wasmtime::Config;

pub fn config(config: &mut Config) {
    config.async_support(true);
    config.cranelift_pcc(true);
}
`

/** The rules of today, one of them by another. */
function withRule(id: string, rewrite: Rule['rewrite']): ReadonlyMap<string, Rule> {
  return new Map([...rulesByChange, [id, {changes: [id], rewrite}]])
}

const way = {from: 41, to: 44}

test('a rule that breaks down is named as a bug, and the others go on', async () => {
  const rules = withRule('cranelift-pcc-removed', () => {
    throw new Error('no such node')
  })

  const {text, left, done} = await rewriteOne(code, way, rules)

  expect(text).toBe(code.replace('    config.async_support(true);\n', ''))
  expect([...done.keys()]).toEqual(['async-support-config-noop'])
  expect(left).toEqual([
    {
      change: 'cranelift-pcc-removed',
      path: 'src/lib.rs',
      line: 4,
      column: 12,
      why: 'the rule broke down: no such node',
      isBug: true,
    },
  ])
})

test('a rule that would break the syntax is taken out, and the others go on', async () => {
  const rules = withRule('cranelift-pcc-removed', ({leaf}) => ({kind: 'edits', edits: [replaced(leaf, '((')]}))

  const {text, left} = await rewriteOne(code, way, rules)

  expect(text).toBe(code.replace('    config.async_support(true);\n', ''))
  expect(left.map(({change, why, isBug}) => [change, why, isBug])).toEqual([
    ['cranelift-pcc-removed', 'the rewrite would not parse', true],
  ])
})

test('a rule that comes to no end leaves the file as it was', async () => {
  const rules = withRule('cranelift-pcc-removed', ({leaf}) => ({
    kind: 'edits',
    edits: [inserted(leaf.parent?.parent?.startIndex ?? 0, 'config.consume_fuel(true);\n    ')],
  }))

  const {text, done, left} = await rewriteOne(code, way, rules)

  expect(text).toBe(code)
  expect(done.size).toBe(0)
  expect(left.map(({why, isBug}) => [why, isBug])).toEqual([['the rules come to no end in this file', true]])
})
