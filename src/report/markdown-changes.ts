import {count} from '../domain/count.ts'
import type {BreakingChanges} from './breaking-changes.ts'
import type {ConsolidatedCrate, Duplicates} from './consolidated.ts'
import {codeSpan, escapeMarkdown} from './escape-markdown.ts'
import type {HandledChange} from './handled-changes.ts'
import {bullets, markdownTable} from './markdown-parts.ts'

/** The breaking changes that the code met and how each was handled, then how many it didn't meet. */
export function markdownBreaking(breaking: BreakingChanges): string {
  const {met, teamRules} = breaking
  const rows = met.map(change => [
    `${codeSpan(change.id)} (${escapeMarkdown(`${change.crate} ${change.major}`)})`,
    escapeMarkdown(change.summary),
    escapeMarkdown(handledText(change)),
  ])
  const team = teamRules.map(
    ({rule, places}) => `${codeSpan(rule)}, a rule of the team’s own: ${count(places, 'place')}`,
  )
  return [markdownTable(['change', 'what', 'handled'], rows), bullets(team), notMetText(breaking)]
    .filter(part => part !== '')
    .join('\n\n')
}

/** `3 rewritten by a rule, 1 still open (ada: ask Grace)`. */
export function handledText({handled}: HandledChange): string {
  return handled
    .map(({how, places, notes}) => `${places} ${how}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`)
    .join(', ')
}

/** How much of what changed on the way is none of this code's business; empty without a way. */
export function notMetText({from, to, known, met, notMet, notSeen}: BreakingChanges): string {
  if (from === null || to === null || known === 0) return ''
  const way = `Of ${count(known, 'known change')} between ${from} and ${to} in the crates that are used, ${met.length} met this code`
  if (notMet === null) return `${way}; the code was not searched for the others.`
  const unseen =
    notSeen === 0
      ? ''
      : `; ${notSeen} can’t be searched for and ${notSeen === 1 ? 'shows' : 'show'} only when the program runs`
  return `${way}, ${notMet} did not${unseen}.`
}

/** Crates with fewer versions in the lockfile than before, and those with more. */
export function markdownDuplicates({consolidated, added}: Duplicates): string {
  const rows = (crates: readonly ConsolidatedCrate[]) =>
    crates.slice(0, shown).map(({crate, before, after}) => [escapeMarkdown(crate), versions(before), versions(after)])
  const more = Math.max(0, consolidated.length - shown) + Math.max(0, added.length - shown)
  return [
    markdownTable(['crate', 'locked before', 'locked now'], [...rows(consolidated), ...rows(added)]),
    ...(more === 0 ? [] : [`And ${more} more.`]),
    ...(added.length === 0 ? [] : [`${count(added.length, 'crate')} locked in more versions than before.`]),
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

function versions(list: readonly string[]): string {
  return list.length === 0 ? '—' : list.map(codeSpan).join(', ')
}

/** A reviewer reads this many crates; the JSON report has all of them. */
const shown = 20
