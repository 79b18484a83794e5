/** What stands around a line of a Markdown document. */
export type LineContext = {
  /** The language behind the opening fence of the block of code it is in (`''` without one); undefined in prose. */
  readonly fence: string | undefined
  /** The headings above it, from the outermost to the nearest. */
  readonly headings: readonly string[]
}

/** The context of every line of a document, in its order. */
export function contextOfLines(text: string): readonly LineContext[] {
  const contexts: LineContext[] = []
  let headings: readonly {readonly level: number; readonly title: string}[] = []
  let open: {readonly mark: string; readonly language: string} | undefined
  for (const line of text.split('\n')) {
    const [, mark = '', language = ''] = /^[ \t>]{0,12}(`{3,}|~{3,})[ \t]*([\w+#-]*)/.exec(line) ?? []
    const isClosing = open !== undefined && mark.startsWith(open.mark) && language === ''
    if (open === undefined && mark === '') headings = withHeading(headings, line)
    const titles = headings.map(({title}) => title)
    contexts.push({fence: open?.language ?? (mark === '' ? undefined : ''), headings: titles})
    if (isClosing) open = undefined
    else if (open === undefined && mark !== '') open = {mark, language: language.toLowerCase()}
  }
  return contexts
}

function withHeading<Heading extends {readonly level: number; readonly title: string}>(
  above: readonly Heading[],
  line: string,
): readonly (Heading | {readonly level: number; readonly title: string})[] {
  const [, marks = '', title = ''] = /^ {0,3}(#{1,6})[ \t]+(.{0,300})/.exec(line) ?? []
  const level = marks.length
  return level === 0 ? above : [...above.filter(heading => heading.level < level), {level, title: title.trim()}]
}
