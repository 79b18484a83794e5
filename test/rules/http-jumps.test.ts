import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'
import {createCompiler} from './stand-ins.ts'

// On a way over many majors the rules meet each other's code; what comes out has to be valid at its end.

const folder = path.resolve(import.meta.dirname, '../../fixtures/rules')
const compiler = createCompiler()
const work = mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-jumps-'))
afterAll(compiler.remove)
afterAll(() => rmSync(work, {recursive: true, force: true}))

test.each([
  ['wasi-http-proxy-module-flattened', 22],
  ['wasi-http-outgoing-body-new-args', 27],
  ['wasihttpview-table-removed-30', 29],
  ['bindgen-add-to-linker-hasdata', 33],
  ['wasihttpview-table-back', 35],
  ['bindgen-async-option', 35],
  ['wasihttpview-http-method', 42],
  ['wasi-http-new-request-on-view', 42],
])('what compiled before %s compiles at 48', {timeout: 120_000}, async (id, from) => {
  const {text} = await rewriteOne(readFileSync(path.join(folder, id, 'in.rs'), 'utf8'), {from, to: 48})
  const file = path.join(work, `${id}.rs`)
  writeFileSync(file, text)

  expect((await compiler.compile(file, 48)).errors).toEqual([])
})
