import {bindgenMarks} from './change-marks/bindgen.ts'
import {fileMarks} from './change-marks/files.ts'
import type {Mark} from './change-marks/mark.ts'
import {wasiHttpMarks, wasiMarks} from './change-marks/wasi.ts'
import {wasmtimeMarks} from './change-marks/wasmtime.ts'

export type {FileMark, Mark, RustMark} from './change-marks/mark.ts'

/** What a breaking change is recognised by in a repository; none for those that leave no trace in it. */
export function marksOf(change: string): readonly Mark[] {
  return tables.flatMap(table => table[change] ?? [])
}

const tables: readonly Readonly<Record<string, readonly Mark[]>>[] = [
  wasmtimeMarks,
  bindgenMarks,
  wasiMarks,
  wasiHttpMarks,
  fileMarks,
]
