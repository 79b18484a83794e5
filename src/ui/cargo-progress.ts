import type {Progress} from '../store/view.ts'

/** Reads cargo's progress bar: `Building [=>   ] 3/36: c00, c05(build)`. Undefined when the line is none. */
export function cargoProgress(line: string): Progress | undefined {
  const found = bar.exec(line)
  if (found === null) return undefined
  const [, done, total, label = ''] = found
  return {done: Number(done), total: Number(total), label: label.trim()}
}

const bar = /^\s*[A-Z][a-z]+ \[[=> -]*\] (\d+)\/(\d+)(?::\s*(.*))?$/
