/**
 * GitHub's workflow commands, as lines: `::error file=src/lib.rs,line=3::What is wrong`. Their escapes are those of GitHub's
 * own toolkit: per cent and line ends in messages, colons and commas in properties as well.
 */
export type Place = {readonly path?: string; readonly line?: number; readonly column?: number}

/** A mark on a line of the repository, or on the run as a whole. Paths are relative to the repository's root. */
export function annotation(
  level: 'error' | 'warning',
  {path, line, column}: Place,
  title: string,
  message: string,
): string {
  const properties = Object.entries({file: path, line, col: column, title})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  return `::${level} ${properties.join(',')}::${escapeMessage(message)}`
}

export function groupStart(title: string): string {
  return `::group::${escapeMessage(title)}`
}

export const groupEnd = '::endgroup::'

/**
 * Text that GitHub takes for no command. Its runner looks for `::` after leading blanks and, for commands of an older form,
 * for `##[` anywhere in a line; a space in between makes either of them plain text.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^((?:[^\S\r\n]|\x1b\[[0-9;]*m)*):(?=:)/gm, '$1: ').replaceAll('##[', '## [')
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('##[', '## [')
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
