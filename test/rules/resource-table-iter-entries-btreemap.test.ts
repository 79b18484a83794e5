import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const way = {from: 29, to: 30}
const head = 'use std::collections::HashMap;\nuse wasmtime::component::ResourceTable;\n'

test('the import comes along where nothing else needs it', async () => {
  const {text} = await rewriteOne(
    `${head}fn f(t: &mut ResourceTable) { t.iter_entries(HashMap::from([(0, ())])); }`,
    way,
  )

  expect(text).toContain('use std::collections::BTreeMap;')
  expect(text).toContain('t.iter_entries(BTreeMap::from([(0, ())]))')
})

test('an argument that is no simple expression is left to a person', async () => {
  const {left} = await rewriteOne(`${head}fn f(t: &mut ResourceTable, m: &M) { t.iter_entries(*m); }`, way)

  expect(left.map(({why}) => why)).toEqual(['its argument has to become a BTreeMap'])
})
