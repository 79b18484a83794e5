import {expect, test} from 'vitest'
import {hitRow} from '../../src/ui/output/hit-row.ts'

test('every place that holds the text is marked', () => {
  expect(hitRow('wasmtime, Wasmtime', 'wasm')).toEqual([
    {text: 'wasm', style: 'hit'},
    {text: 'time, '},
    {text: 'Wasm', style: 'hit'},
    {text: 'time'},
  ])
})

test('a capital stands for itself alone', () => {
  expect(hitRow('wasmtime, Wasmtime', 'Wasm')).toEqual([
    {text: 'wasmtime, '},
    {text: 'Wasm', style: 'hit'},
    {text: 'time'},
  ])
})

test('in a coloured text the mark outlasts colours that end in it', () => {
  expect(hitRow('\x1b[31mno\x1b[0m such', 'o s')).toEqual([{text: '\x1b[31mn\x1b[7mo\x1b[0m\x1b[7m s\x1b[27much'}])
})

test('a row without it stays as it is', () => {
  expect(hitRow('İstanbul', 'wasm')).toEqual([{text: 'İstanbul'}])
  expect(hitRow('anything', '')).toEqual([{text: 'anything'}])
})
