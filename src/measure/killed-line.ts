/** The line in which a program says that one of its own was killed (`signal: 9, SIGKILL`); undefined when none does. */
export function killedLine(output: string): string | undefined {
  const line = output.split('\n').find(one => killed.test(one))
  return line?.replace(colours, '').trim().slice(0, longestLine)
}

/** As Rust's standard library words an exit status, and as linkers' drivers word theirs. */
const killed = /\(signal: 9, SIGKILL|terminated with signal 9\b|Killed signal terminated program/
const colours = /(?:\\u001b|\x1b)\[[\d;?]*[A-Za-z]/g
const longestLine = 300
