import {type CommitStyle, plainStyle} from './commit-style.ts'

/** What a commit's message says. `body`: paragraphs, wrapped here; one that starts with `- ` is an item of a list. */
export type Message = {
  readonly title: string
  readonly body: readonly string[]
  /** Whole lines, such as `Signed-off-by: …`. */
  readonly trailers?: readonly string[]
}

/** The most columns of a first line, and of the lines below it. */
export const messageColumns = 72

/**
 * The message of a commit in a repository's style. A title that is too long for a first line is cut between words, and whole
 * below. Ends with a newline.
 */
export function commitMessage({title, body, trailers = []}: Message, style: CommitStyle = plainStyle): string {
  const whole = subjectIn(title, style)
  const isCut = whole.length > messageColumns
  const [subject = ''] = wrapped(whole, isCut ? messageColumns - 2 : messageColumns)
  const parts = [
    isCut ? `${subject} …` : subject,
    ...(isCut ? [wrapped(whole.slice(style.prefix.length)).join('\n')] : []),
    ...joinedItems(body.filter(text => text !== '')),
    ...(trailers.length === 0 ? [] : [trailers.join('\n')]),
  ]
  return `${parts.join('\n\n')}\n`
}

/** A title behind the prefix and with the first letter of the style. */
export function subjectIn(title: string, {prefix, isCapital}: CommitStyle): string {
  // A name keeps its letters: it is never the verb that a title starts with.
  const first = title.slice(0, 1)
  return `${prefix}${isCapital ? first.toUpperCase() : first.toLowerCase()}${title.slice(1)}`
}

/** Items that follow each other stand in one list. */
function joinedItems(body: readonly string[]): readonly string[] {
  const parts: string[] = []
  let wasItem = false
  for (const text of body) {
    const isItem = text.startsWith('- ')
    const lines = isItem ? wrapped(text.slice(2), messageColumns - 2).join('\n  ') : wrapped(text).join('\n')
    if (isItem && wasItem) parts[parts.length - 1] = `${parts.at(-1)}\n- ${lines}`
    else parts.push(isItem ? `- ${lines}` : lines)
    wasItem = isItem
  }
  return parts
}

/** Lines of whole words; a word that is longer has a line of its own. Columns as most tools count them: one a character. */
function wrapped(text: string, columns = messageColumns): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
