/**
 * The line in which a program says that the disk is full; undefined when none does. `output` is the end of what it printed. Cargo
 * and rustc put the system's own words behind theirs (`No space left on device (os error 28)`), linkers and git say them alone,
 * and a quota is a full disk to whoever has used it up.
 */
export function diskFullLine(output: string): string | undefined {
  const line = output
    .split('\n')
    .filter(one => systemWords.test(one))
    // In a line of JSON the message has its own line ends, and colours.
    .flatMap(one => one.replace(colours, '').split(/\\n|\\r|\r/))
    .find(part => systemWords.test(part) && !codeFrame.test(part))
  return line?.trim().slice(0, longestLine)
}

/** ENOSPC and EDQUOT as C libraries word them, and as Rust numbers them (Linux: 28, 122; macOS: 28, 69). */
const systemWords = /no space left on device|dis[ck] quota exceeded|\(os error (?:28|122)\)/i
const colours = /\\u001b\[[\d;]*m|\x1b\[[\d;]*m/g
/** Source code that a message quotes may hold the same words. */
const codeFrame = /^\s*\d* ?\|/
const longestLine = 300
