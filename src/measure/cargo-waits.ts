/**
 * What cargo waits for, when the last thing it wrote to stderr says so: another cargo's lock (`Blocking waiting for file lock
 * on build directory`), or what it fetches. Undefined when its last line is another one.
 */
export function cargoWaitsFor(tail: string): string | undefined {
  const lines = tail.split(/[\r\n]+/).map(line => line.replace(control, '').trim())
  const last = lines.findLast(line => line !== '') ?? ''
  const lock = /^Blocking waiting for (.{1,200})$/.exec(last)?.[1]
  if (lock !== undefined) return `another cargo: ${lock}`
  return /^(?:Updating .{1,200} index|Updating git repository .{1,200}|Downloading .{1,200})$/.test(last)
    ? `the network: ${last}`
    : undefined
}

const control = /\x1b\[[0-9;]*[A-Za-z]/g
