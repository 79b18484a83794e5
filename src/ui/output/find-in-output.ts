import {type Direction, type Found, findLine} from '../../output/find-line.ts'
import {holds, isErrorLine} from '../../output/marks.ts'
import {readLines} from '../../output/read-lines.ts'
import type {WizardStore} from '../../store/create-wizard-store.ts'
import type {Reading, WizardView} from '../../store/view.ts'
import {outputArea} from '../parts.ts'
import {placesOf} from './hit-row.ts'
import {pageOf, pageRoom} from './output-page.ts'
import type {OutputReader} from './output-reader.ts'

/** What is looked for: lines that report an error, or those that hold a text. */
export type Sought = {readonly kind: 'error'} | {readonly kind: 'text'; readonly text: string}

export type Finder = {
  find(sought: Sought, direction: Direction): void
  /** Ends the search that is going on; false when there was none. */
  stop(): boolean
}

/** Searches the whole output while everything else goes on; a new search takes the place of the one before. */
export function createFinder(store: WizardStore, reader: OutputReader): Finder {
  let current: AbortController | undefined
  const find = async (sought: Sought, direction: Direction) => {
    const {output} = reader
    if (output === undefined) return
    current?.abort()
    const own = new AbortController()
    current = own
    const saying = setTimeout(() => store.hint(`Searching ${named(sought)}, Esc stops`, longMs), patienceMs)
    const matches = sought.kind === 'error' ? isErrorLine : holds(sought.text)
    const from = startOf(store.view(), sought, direction)
    const found = await findLine(output, {from, direction, matches, signal: own.signal})
    clearTimeout(saying)
    // Another search, or another command, has taken its place.
    if (own.signal.aborted || reader.output !== output) return
    current = undefined
    if (found === undefined) missed(store, sought)
    else await arrive(found, sought, direction)
  }
  const arrive = async ({line, isWrapped}: Found, sought: Sought, direction: Direction) => {
    const [text = ''] = reader.output === undefined ? [] : await readLines(reader.output, line, 1, false)
    const from = direction === 'forward' ? 'the top' : 'the end'
    store.hint(`Line ${line + 1} of ${store.view().tail.totalLines}${isWrapped ? `, from ${from} again` : ''}`)
    reader.go(readingAt(store.view(), line, text, sought))
  }
  return {
    find: (sought, direction) => void find(sought, direction),
    stop() {
      if (current === undefined) return false
      current.abort()
      current = undefined
      store.hint('Search stopped')
      return true
    },
  }
}

function missed(store: WizardStore, sought: Sought): void {
  store.hint(sought.kind === 'error' ? 'No error in the output' : `No match for ${named(sought)}`)
  store.flush()
}

/** From the line that was found last, while it is on the screen; else from the first or last one that is. */
function startOf(view: WizardView, sought: Sought, direction: Direction): number {
  const {reading} = view.local
  const page = pageOf(view.tail, reading, outputArea(view))
  const isForward = direction === 'forward'
  const isNew = sought.kind === 'text' && sought.text !== reading.wanted
  const {mark} = reading
  if (!isNew && mark !== undefined && page.some(({number}) => number === mark)) return isForward ? mark + 1 : mark - 1
  return page.at(isForward ? 0 : -1)?.number ?? 0
}

/** Where one is already when the line can be seen there; else it gets a place in the upper part of the screen. */
function readingAt(view: WizardView, line: number, text: string, sought: Sought): Reading {
  const {tail} = view
  const {reading} = view.local
  const area = outputArea(view)
  const next = {...reading, mark: line, ...(sought.kind === 'text' ? {wanted: sought.text} : {})}
  const sideways = {...next, column: columnFor(next, text, area.width)}
  if (pageOf(tail, reading, area).some(({number}) => number === line)) return sideways
  const since = reading.at?.since ?? tail.totalLines
  const {height} = pageRoom({...reading, at: {top: 0, since}}, area)
  // Of an error what follows is worth more than what was before.
  const above = sought.kind === 'error' ? 1 : Math.floor(height / 3)
  const top = Math.max(0, Math.min(line - above, tail.totalLines - height))
  return {...sideways, at: {top, since}}
}

/** As far to the right as the text stands that is looked for. */
function columnFor({wanted = '', column, isWrapped}: Reading, text: string, width: number): number {
  const at = wanted === '' || isWrapped ? 0 : (placesOf(text, wanted)[0] ?? 0)
  const isVisible = at >= column && at + wanted.length < column + width
  return isVisible ? column : Math.max(0, at + wanted.length < width ? 0 : at - Math.floor(width / 2))
}

function named(sought: Sought): string {
  return sought.kind === 'error' ? 'for an error' : `“${sought.text}”`
}

const patienceMs = 150
const longMs = 600_000
