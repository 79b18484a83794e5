import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const task = (result: string) =>
  [
    'use wasmtime::component::{Accessor, AccessorTask, HasSelf};',
    `impl AccessorTask<S, HasSelf<S>, ${result}> for Job {`,
    `    async fn run(self, a: &Accessor<S>) -> ${result} { todo!() }`,
    '}',
  ].join('\n')

test('a task that gives something else is left to a person', async () => {
  const {text, left} = await rewriteOne(task('u32'), {from: 40, to: 41})

  expect(text).toBe(task('u32'))
  expect(left.map(({why}) => why)).toEqual(['its task gives something else than Result<()>'])
})

test('its Result is the one of wasmtime, also where that is no longer the one of anyhow', async () => {
  const {text} = await rewriteOne(task('anyhow::Result<()>'), {from: 40, to: 48})

  expect(text).toContain('impl AccessorTask<S, HasSelf<S>> for Job')
  expect(text).toContain('-> wasmtime::Result<()>')
})
