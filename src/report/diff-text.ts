import {count} from '../domain/count.ts'
import type {FileChangeStat} from './report-input.ts'

/** `12 files, +40 −38 lines`. */
export function diffText(files: readonly FileChangeStat[]): string {
  const sum = (of: 'added' | 'removed') => files.reduce((total, file) => total + file[of], 0)
  return `${count(files.length, 'file')}, +${sum('added')} −${sum('removed')} lines`
}
