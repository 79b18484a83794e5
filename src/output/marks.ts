/** Whether a line reports an error: of cargo and the compiler, of a test program, of a panic. Without colours. */
export function isErrorLine(line: string): boolean {
  return errorStart.test(line) || testFailed.test(line) || line.includes(' panicked at ')
}

/** Whether a line holds the text; small letters stand for capitals too, a capital only for itself. */
export function holds(wanted: string): (line: string) => boolean {
  if (wanted !== wanted.toLowerCase()) return line => line.includes(wanted)
  return line => line.toLowerCase().includes(wanted)
}

const errorStart = /^error(?:\[E\d{1,5}\])?[: ]/
const testFailed = /^(?:test .{1,300} \.\.\. FAILED$|test result: FAILED)/
