import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const way = {from: 36, to: 37}
const of = (body: string) =>
  `use wasmtime::{ExternRef, Rooted, Store};\nfn f(r: Rooted<ExternRef>, s: &mut Store<u8>) { ${body} }`

test('a root that is made and given back at once is dropped at once', async () => {
  const {text} = await rewriteOne(of('r.to_manually_rooted(&mut *s).unwrap().unroot(s);'), way)

  expect(text).toContain('{ drop(r.to_owned_rooted(&mut *s).unwrap()); }')
})

test('a store that is made for it is left to a person', async () => {
  const {left} = await rewriteOne(of('r.to_manually_rooted(&mut *s).unwrap().unroot(next());'), way)

  expect(left.map(({why}) => why)).toEqual(['what it is called with may do something'])
})
