/** How far cargo says it is: units of work done and to do, and what it is at. */
export type CargoProgress = {readonly done: number; readonly total: number; readonly label: string}

/** Reads cargo's progress bar: `Building [=>   ] 3/36: c00, c05(build)`. Undefined when the line is none. */
export function cargoProgress(line: string): CargoProgress | undefined {
  const found = bar.exec(line)
  if (found === null) return undefined
  const [, done, total, label = ''] = found
  return {done: Number(done), total: Number(total), label: label.trim()}
}

/** The newest bar at the end of what cargo wrote to stderr; undefined where there is none among the last lines. */
export function latestProgress(tail: string): CargoProgress | undefined {
  return tail
    .split(/[\r\n]+/)
    .slice(-50)
    .map(part => cargoProgress(part.replace(control, '')))
    .findLast(found => found !== undefined)
}

const bar = /^\s*[A-Z][a-z]+ \[[=> -]*\] (\d+)\/(\d+)(?::\s*(.*))?$/
const control = /\x1b\[[0-9;]*[A-Za-z]/g
