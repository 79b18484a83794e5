import type {BreakingChange} from '../catalog/breaking-changes.ts'
import type {ChecklistItem} from '../domain/checklist.ts'
import type {Finding} from '../domain/finding.ts'
import type {RewrittenCode} from '../rules/rewrite-code.ts'

/** What the code still meets after everything that could be rewritten safely was. */
export type Guided = {
  /** The breaking changes on the way. */
  readonly changes: readonly BreakingChange[]
  /** Where the code meets them. */
  readonly uses: readonly Finding[]
  /** Places that rules left alone, with the reason. */
  readonly left: readonly (RewrittenCode['left'][number] & {readonly text?: string})[]
  /** Whether some rule carries out a change: what it passes over is in its new form already. */
  readonly hasRule: (change: string) => boolean
}

/**
 * What is for people, change by change: places that only a person can change, and those where code compiles as before and
 * behaves differently. Silent ones come first, because nothing else tells them, and what is told by an error last.
 */
export function guidanceItems({changes, uses, left, hasRule}: Guided): readonly ChecklistItem[] {
  const live = uses.filter(use => use.live)
  const texts = new Map(uses.map(use => [keyOf(use), use.text]))
  const leftPlaces = left.map(one => ({
    ...one,
    text: one.text ?? texts.get(keyOf(one)) ?? `line ${one.line}`,
    left: toldLeft(one),
  }))
  const isLeft = new Set(leftPlaces.map(keyOf))
  const name = itemNames()
  return [...changes, noChange]
    .toSorted((a, b) => effects.indexOf(a.effect) - effects.indexOf(b.effect) || a.major - b.major)
    .flatMap(change => {
      const byHand = isForPeople(change, hasRule) ? live.filter(use => use.change === change.id) : []
      const places: readonly Place[] = [
        ...leftPlaces.filter(one => one.change === change.id),
        ...byHand.filter(use => isWritten(change, use) && !isLeft.has(keyOf(use))),
      ]
      return places
        .toSorted(byPlace)
        .filter(isFirstOfLine)
        .map(place => itemOf(change, place, name(change.id, place)))
    })
}

type Place = Pick<Finding, 'path' | 'line' | 'column' | 'text'> & {readonly left?: string}
type Told = Pick<BreakingChange, 'id' | 'major' | 'summary' | 'effect' | 'reason' | 'before' | 'after' | 'isAutomatic'>

/** An automatic change is for people where no rule carries it out. */
function isForPeople({id, isAutomatic}: Told, hasRule: Guided['hasRule']): boolean {
  return !isAutomatic || !hasRule(id)
}

/** What is automatic in other files than code is the business of the steps that edit them. */
function isWritten({isAutomatic}: Told, {place}: Finding): boolean {
  return !isAutomatic || place === 'rust-source'
}

function itemOf({id, summary, reason, before, after, effect}: Told, place: Place, name: string): ChecklistItem {
  const {path, line, column} = place
  return {
    id: name,
    ...(id === '' ? {} : {change: id}),
    path,
    line,
    column,
    what: summary,
    todo: place.left ?? reason ?? 'Look whether this place has to follow.',
    ...(before === undefined ? {} : {before}),
    ...(after === undefined ? {} : {after}),
    effect,
  }
}

function toldLeft({why, isBug}: RewrittenCode['left'][number]): string {
  return `The rule left it alone: ${why}${isBug === true ? ', which is a bug of the wizard' : ''}.`
}

/** Names that stay when lines move: the change, the file and the text of the line; a number where that is there twice. */
function itemNames(): (change: string, place: Place) => string {
  const used = new Map<string, number>()
  return (change, {path, text}) => {
    const name = `${change} ${path} ${text.slice(0, longestText)}`.trim().slice(0, longestName)
    const times = (used.get(name) ?? 0) + 1
    used.set(name, times)
    return times === 1 ? name : `${name} #${times}`
  }
}

function keyOf({change, path, line}: {readonly change?: string; readonly path: string; readonly line: number}): string {
  return `${change} ${line} ${path}`
}

function byPlace(a: Place, b: Place): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return a.line - b.line || a.column - b.column
}

/** Several uses on one line are one thing to look at. */
function isFirstOfLine({path, line}: Place, at: number, all: readonly Place[]): boolean {
  const before = all[at - 1]
  return before?.path !== path || before.line !== line
}

/** For what a rule says of a file as a whole. */
const noChange: Told = {
  id: '',
  major: 0,
  summary: 'The rules could not finish this file',
  reason: 'Look at the file by hand.',
  effect: 'error',
  isAutomatic: false,
}
const effects = ['silent', 'warning', 'error']
const longestText = 100
const longestName = 290
