import {localChanged} from '../../src/store/change-view.ts'
import {nameOfKey} from '../../src/ui/key-label.ts'
import type {Binding} from '../../src/ui/keys/binding.ts'
import {bindingsOf} from '../../src/ui/keys/bindings-of.ts'
import {groupOf, keyGroups} from '../../src/ui/keys/key-group.ts'
import {sceneViews} from './scene-views.ts'

/** The README's table of keys: every key of every screen but the letters of questions, as one Markdown table. */
export function keyTable(): string {
  const views = sceneViews().map(({view}) => view)
  const typing = views.map(view => localChanged(view, {input: {option: 'note', text: ''}}))
  const quitting = views.map(view => localChanged(view, {confirmsQuit: true}))
  const steering = views.filter(({wheel}) => wheel !== undefined).map(view => localChanged(view, {movesWheel: true}))
  const bindings = [...views, ...typing, ...steering, ...quitting].flatMap(bindingsOf).filter(isOfScreens)
  const rows = keyGroups.flatMap(group =>
    rowsOf(bindings.filter(binding => groupOf(binding) === group)).map(row => `${row} ${group.toLowerCase()} |`),
  )
  return ['| key | does | for |', '|---|---|---|', ...rows].join('\n')
}

/** Letters of questions are said where they are asked; the table of targets reads the arrows itself. */
function isOfScreens({keys, shownIn}: Binding): boolean {
  return shownIn !== 'gate' && keys[0] !== 'table'
}

/** What is said alike is one row with all keys that do it. */
function rowsOf(bindings: readonly Binding[]): readonly string[] {
  const keysOf = new Map<string, Set<string>>()
  for (const {keys, label, about = label} of bindings) {
    const known = keysOf.get(about) ?? new Set()
    for (const key of keys) known.add(key)
    keysOf.set(about, known)
  }
  return [...keysOf].map(([about, keys]) => `| ${[...keys].toSorted(byNumber).flatMap(namesOf).join(' ')} | ${about} |`)
}

function namesOf(key: string): readonly string[] {
  return nameOfKey(key)
    .split(' ')
    .map(name => `\`${name}\``)
}

/** Digits by their value; everything else stays as it is. */
function byNumber(a: string, b: string): number {
  return /^\d$/.test(a) && /^\d$/.test(b) ? Number(a) - Number(b) : 0
}
