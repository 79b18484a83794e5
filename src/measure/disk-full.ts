/**
 * The line in which a program says that the disk is full; undefined when none does. `output` is the end of what it printed. Cargo
 * and rustc put the system's own words behind theirs (`No space left on device (os error 28)`), linkers and git say them alone,
 * and a quota is a full disk to whoever has used it up. A linker that writes through mapped memory, as lld does, says nothing: on
 * a full disk it dies of a bus error. That counts where room is low.
 */
export function diskFullLine(output: string, isLow = false): string | undefined {
  const words = isLow ? lowWords : systemWords
  const line = output
    .split('\n')
    .filter(one => words.test(one))
    // In a line of JSON the message has its own line ends, and colours.
    .flatMap(one => one.replace(colours, '').split(/\\n|\\r|\r/))
    .find(part => words.test(part) && !codeFrame.test(part))
  return line === undefined ? undefined : messageIn(line, words).trim().slice(0, longestLine)
}

/** Of a line of JSON the value that says it. */
function messageIn(line: string, words: RegExp): string {
  if (!line.startsWith('{"')) return line
  const start = line.lastIndexOf('":"', line.search(words))
  return start === -1 ? line : line.slice(start + 3).replaceAll('\\"', '"')
}

/** ENOSPC and EDQUOT as C libraries word them, and as Rust numbers them (Linux: 28, 122; macOS: 28, 69). */
const systemWords = /no space left on device|dis[ck] quota exceeded|\(os error (?:28|122)\)/i
const lowWords = new RegExp(`${systemWords.source}|terminated with signal 7\\b|\\(signal: 7, SIGBUS`, 'i')
const colours = /(?:\\u001b|\x1b)\[[\d;?]*[A-Za-z]/g
/** Source code that a message quotes may hold the same words. */
const codeFrame = /^\s*\d* ?\|/
const longestLine = 300
