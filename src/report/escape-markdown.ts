/**
 * Text from outside as Markdown that shows exactly this text: on one line, with nothing in it that starts a heading, a
 * list, a link, HTML, a table cell or a mention of a person.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>#|~&!]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\')
    .replace(/^[-+=:]/, '\\$&')
    .replaceAll(/\bwww\./gi, 'www\\.')
    .replaceAll('@', '@\u200b')
}

/** Text from outside as a code span, in a table cell too: nothing in it is Markdown, however many backticks it has. */
export function codeSpan(text: string): string {
  const plain = oneLine(text).replaceAll('|', '\\|')
  if (plain === '') return ''
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map(run => run.length))
  const fence = '`'.repeat(longest + 1)
  const room = /^`|`$|^ .* $/.test(plain) ? ' ' : ''
  return `${fence}${room}${plain}${room}${fence}`
}

/** Line breaks and other control characters become spaces; those that turn the direction of text are left out. */
function oneLine(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
}
