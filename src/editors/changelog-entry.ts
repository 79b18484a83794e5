import type {Edit} from '../domain/edit.ts'
import {type ChangelogHeading, type ChangelogStyle, readChangelog} from './changelog-style.ts'

/** A line for a changelog: `Raise wasmtime …`, in both tenses, and the words by which it is found again when it stands there. */
export type ChangelogItem = {
  readonly verb: {readonly imperative: string; readonly past: string}
  readonly rest: string
  readonly words: readonly string[]
}

/** The style of an entry where there is no changelog to learn from: Keep a Changelog. */
const keepAChangelog: ChangelogStyle = {
  mark: '-',
  section: {level: 3, title: 'Changed'},
  isSpaced: true,
  isClosed: false,
  isPast: false,
}

/** The entry in the style of a changelog (undefined: there is none), headings included; empty without items. */
export function changelogEntry(text: string | undefined, items: readonly ChangelogItem[]): string {
  if (items.length === 0) return ''
  const {style, unreleased, level} =
    text === undefined ? {style: keepAChangelog, unreleased: undefined, level: 2} : readChangelog(text)
  const title = unreleased?.title ?? (style.section === undefined ? 'Unreleased' : '[Unreleased]')
  return `${'#'.repeat(level)} ${title}\n\n${underHeading(linesOf(items, style), style)}`
}

/**
 * Where the items go in a changelog that has an entry for what isn't released yet: behind the list of its section, which is made
 * when it isn't there. Gives the edits; none when the items stand there, undefined without such an entry.
 */
export function addToUnreleased(text: string, items: readonly ChangelogItem[]): readonly Edit[] | undefined {
  const {style, unreleased, headings} = readChangelog(text)
  if (unreleased === undefined) return undefined
  const body = text.slice(unreleased.bodyStart, unreleased.end)
  const missing = items.filter(item => !isTold(body, item))
  if (missing.length === 0) return []
  const list = linesOf(missing, style)
  const section = headings.find(one => isWithin(one, unreleased) && one.title === style.section?.title)
  const place = section ?? (style.section === undefined ? unreleased : undefined)
  return [place === undefined ? newSection(text, unreleased, list, style) : behindList(text, place, list, style)]
}

/** Whether a line says it already, in whatever words. */
function isTold(body: string, {words}: ChangelogItem): boolean {
  return body.split('\n').some(line => words.every(word => line.toLowerCase().includes(word.toLowerCase())))
}

function isWithin(one: ChangelogHeading, {start, end}: ChangelogHeading): boolean {
  return one.start > start && one.start < end
}

function linesOf(items: readonly ChangelogItem[], {mark, isPast, isClosed}: ChangelogStyle): string {
  return items
    .map(({verb, rest}) => `${mark} ${isPast ? verb.past : verb.imperative} ${rest}${isClosed ? '.' : ''}\n`)
    .join('')
}

function underHeading(list: string, {section, isSpaced}: ChangelogStyle): string {
  return section === undefined ? list : `${'#'.repeat(section.level)} ${section.title}\n${isSpaced ? '\n' : ''}${list}`
}

/** Behind the last line of what stands under a heading; sections below it stay below. */
function behindList(
  text: string,
  {bodyStart, end, level}: ChangelogHeading,
  list: string,
  style: ChangelogStyle,
): Edit {
  const below = readChangelog(text).headings.find(one => one.start >= bodyStart && one.start < end && one.level > level)
  const body = text.slice(bodyStart, below?.start ?? end)
  const at = bodyStart + body.trimEnd().length
  // Below the heading of an entry there always is an empty line.
  const gap = style.section === undefined || style.isSpaced ? '\n' : ''
  if (body.trim() === '') return insertAt(text, bodyStart, `${gap}${list}${gapBehind(text, bodyStart)}`)
  const isList = /^[-*+ \t]/.test(body.trimEnd().split('\n').at(-1) ?? '')
  return insertAt(text, at, `\n${isList ? '' : '\n'}${list.trimEnd()}`)
}

/** Before the sections of the entry that Keep a Changelog puts behind `Changed`, else at its end. */
function newSection(text: string, unreleased: ChangelogHeading, list: string, style: ChangelogStyle): Edit {
  const behind = readChangelog(text).headings.find(
    one => isWithin(one, unreleased) && /^\W{0,6}(deprecated|removed|fixed|security)\b/i.test(one.title),
  )
  const section = underHeading(list, style)
  if (behind !== undefined) return insertAt(text, behind.start, `${section}\n`)
  const body = text.slice(unreleased.bodyStart, unreleased.end)
  const at = unreleased.bodyStart + body.trimEnd().length
  if (body.trim() === '')
    return insertAt(text, unreleased.bodyStart, `\n${section}${gapBehind(text, unreleased.bodyStart)}`)
  return insertAt(text, at, `\n\n${section.trimEnd()}`)
}

/** The empty line that what follows needs. */
function gapBehind(text: string, at: number): string {
  return at === text.length || /^\r?\n/.test(text.slice(at, at + 2)) ? '' : '\n'
}

/** In the line ends of the file; what follows a last line that has none begins a new one. */
function insertAt(text: string, at: number, inserted: string): Edit {
  const isOpen = at === text.length && !text.endsWith('\n') && !inserted.startsWith('\n\n')
  const whole = isOpen ? `\n${inserted}` : inserted
  return {start: at, end: at, text: text.includes('\r\n') ? whole.replaceAll('\n', '\r\n') : whole}
}
