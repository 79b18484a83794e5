/** A heading of a changelog: where its line begins, and where what belongs to it begins and ends (the next of its level or above). */
export type ChangelogHeading = {
  readonly level: number
  /** As it is written, without marks. */
  readonly title: string
  readonly start: number
  readonly bodyStart: number
  readonly end: number
}

/** How entries are written here. */
export type ChangelogStyle = {
  /** Of list items: `-`, `*` or `+`. */
  readonly mark: string
  /** The heading under which changes stand, as the file writes it; undefined where entries are plain lists. */
  readonly section: {readonly level: number; readonly title: string} | undefined
  /** An empty line between a heading and its list. */
  readonly isSpaced: boolean
  /** Items end with a full stop. */
  readonly isClosed: boolean
  /** Items tell what was done (`Raised …`), not what to do (`Raise …`). */
  readonly isPast: boolean
}

export type Changelog = {
  readonly style: ChangelogStyle
  /** The entry for what is not released yet; undefined where the file has none. */
  readonly unreleased: ChangelogHeading | undefined
  readonly headings: readonly ChangelogHeading[]
  /** Of the headings of entries. */
  readonly level: number
}

/** Reads a changelog in Markdown: its entries by version, and the style of the newest of them. */
export function readChangelog(text: string): Changelog {
  const headings = headingsOf(text)
  const entries = headings.filter(({title}) => isVersion.test(title) || isUnreleased.test(title))
  const level = entries.length === 0 ? 2 : Math.min(...entries.map(one => one.level))
  // Below what is released, an entry of that name is history.
  const newest = entries.find(one => one.level === level)
  const isOpen = newest !== undefined && (isUnreleased.test(newest.title) || isUnreleased.test(bodyOf(text, newest)))
  return {style: styleOf(text, headings, level), unreleased: isOpen ? newest : undefined, headings, level}
}

function bodyOf(text: string, {bodyStart, end}: ChangelogHeading): string {
  return text.slice(bodyStart, Math.min(end, bodyStart + longestEntry)).trimStart()
}

/** Headings with `#`, outside of blocks of code. */
function headingsOf(text: string): readonly ChangelogHeading[] {
  const found: {level: number; title: string; start: number; bodyStart: number}[] = []
  let fence = ''
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start) + 1 || text.length
    const line = text.slice(start, Math.min(next, start + longestLine))
    const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? []
    if (fence === '') fence = mark
    else if (mark.startsWith(fence)) fence = ''
    const [, marks = '', title = ''] = (fence === '' && /^ {0,3}(#{1,6})[ \t]+(\S[^\r\n]*)/.exec(line)) || []
    if (marks !== '') found.push({level: marks.length, title: title.trim(), start, bodyStart: next})
    start = next
  }
  const last = endOfEntries(text)
  return found.map((one, index) => {
    const following = found.slice(index + 1).find(({level}) => level <= one.level)
    return {...one, end: ruleBefore(text, one.bodyStart, following?.start ?? last)}
  })
}

/** A line across the page ends what belongs to a heading. */
function ruleBefore(text: string, start: number, end: number): number {
  const rule = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*\r?$/m.exec(text.slice(start, end))
  return rule === null ? end : start + rule.index
}

/** The addresses of links, which end many changelogs, belong to no entry. */
function endOfEntries(text: string): number {
  let end = text.length
  for (let start = end; start > 0; end = start) {
    start = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1
    const line = text.slice(start, Math.min(end, start + longestLine))
    if (line.trim() === '') continue
    if (!/^\[[^\]]{1,200}\]:/.test(line)) break
  }
  return end
}

function styleOf(text: string, headings: readonly ChangelogHeading[], level: number): ChangelogStyle {
  const sections = headings.filter(one => one.level === level + 1)
  const known =
    sections.find(({title}) => isDependencies.test(title)) ?? sections.find(({title}) => isChanged.test(title))
  const isKept =
    /keep ?a ?changelog/i.test(text.slice(0, longestEntry)) || sections.some(({title}) => isKeptSection.test(title))
  const newest = headings.filter(one => one.level === level).slice(0, sampled)
  const items = newest.flatMap(one => itemsIn(bodyOf(text, one)))
  const starts = sections.slice(0, 4 * sampled).map(({bodyStart}) => text.slice(bodyStart, bodyStart + 10))
  return {
    mark: mostFrequent(items.map(({mark}) => mark)) ?? '-',
    section: known ?? (isKept ? {level: level + 1, title: 'Changed'} : undefined),
    isSpaced:
      starts.filter(body => /^\r?\n[-*+] /.test(body)).length >= starts.filter(body => /^[-*+] /.test(body)).length,
    isClosed: isMost(items, ({text: item}) => /\.$/.test(item)),
    isPast: isMost(items, ({text: item}) => /^\W{0,4}[a-z]+ed\b/i.test(item)),
  }
}

type Item = {readonly mark: string; readonly text: string}

/** The items of the outermost lists. */
function itemsIn(body: string): readonly Item[] {
  return [...body.matchAll(/^([-*+])[ \t]{1,4}(\S[^\r\n]{0,500})/gm)].map(([, mark = '-', text = '']) => ({
    mark,
    text: text.trim(),
  }))
}

function isMost<Value>(values: readonly Value[], test: (value: Value) => boolean): boolean {
  return values.length > 0 && values.filter(test).length * 2 > values.length
}

function mostFrequent(values: readonly string[]): string | undefined {
  const times = new Map<string, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  return [...times].toSorted(([, a], [, b]) => b - a)[0]?.[0]
}

const isUnreleased = /^\W{0,3}unreleased\b/i
const isVersion = /^\W{0,3}(?:version |release |[a-z][\w-]{0,40}[ @])?v?\d+\.\d+/i
const isChanged = /^\W{0,6}chang(ed|es)\b/i
const isDependencies = /^\W{0,6}(dependenc(y|ies)|dependency updates)\W{0,4}$/i
const isKeptSection = /^\W{0,6}(added|changed|deprecated|removed|fixed|security)\W{0,4}$/i
const longestLine = 2000
const longestEntry = 20_000
const sampled = 5
