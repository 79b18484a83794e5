import {clean} from '../../domain/clean-text.ts'
import type {LockfileChange, Trees} from '../../plan/compare-trees.ts'
import type {FamilyTree, LockedTree, ToldHolder, TreeRelease} from '../../plan/family-tree.ts'
import type {ComparedCrate} from '../../scan/compare-lockfiles.ts'
import {blank, cutRow, ends, line, prose, type Row, rowWidth, type Span, span} from './row.ts'
import type {Look} from './theme.ts'
import {pad, widthOf, wrap} from './width.ts'
import {counted} from './words.ts'

/** What moved, a row a crate: its glyph and word repeat what the two versions say. */
export function changeRows(change: LockfileChange, width: number): Row[] {
  const {path, added, removed, kept} = change
  const counts = `${added} new, ${removed} gone, ${kept} as before`
  return [
    ends([span(clean(path), 'strong')], [span(counts, 'dim')], Math.min(width, widest)),
    ...crateRows(change, width),
  ]
}

/** The named crates of a lockfile, before and now in columns; then how many others moved. */
export function crateRows({crates, family, others}: LockfileChange, width: number): Row[] {
  const nameWidth = Math.min(28, Math.max(0, ...crates.map(({crate}) => widthOf(clean(crate)))))
  const rows = crates.map(crate => {
    const {glyph, word, style} = lookOf(crate)
    const left = [
      span(`${glyph} `, style),
      span(`${pad(clean(crate.crate), nameWidth)}  `),
      span(`${versions(crate.before)} → `, 'dim'),
      span(versions(crate.after), 'strong'),
    ]
    return ends(left, [span(word, style)], Math.min(width, nameWidth + mostVersions))
  })
  return [...rows.slice(0, mostCrates), ...alsoRow(crates.length - mostCrates, family, others, width)]
}

function alsoRow(unnamed: number, family: number, others: number, width: number): Row[] {
  const parts = [
    unnamed > 0 ? `${unnamed} more asked for` : '',
    family > 0 ? `${counted(family, 'crate')} published with wasmtime` : '',
    others > 0 ? counted(others, 'other crate') : '',
  ].filter(Boolean)
  return parts.length === 0 ? [] : prose(`and ${parts.join(', ')}`, width, {style: 'dim', first: '  '})
}

/** Who brings which release: the whole family at one moment. */
export function familyRows(tree: FamilyTree, width: number): Row[] {
  return tree.lockfiles.flatMap((lockfile, at) => [
    ...(at === 0 ? [] : [blank]),
    ...(tree.lockfiles.length === 1 ? [] : [line(clean(lockfile.path), 'dim')]),
    ...lockfileRows(lockfile, width),
  ])
}

function lockfileRows({releases, severalMajors}: LockedTree, width: number): Row[] {
  const doubled = `${counted(severalMajors.length, 'crate')} of the family in several majors: ${severalMajors.join(', ')}`
  return [
    ...releases.flatMap(release => releaseRows(release, width)),
    ...(severalMajors.length === 0 ? [] : prose(clean(doubled), width, {style: 'warn', first: '! '})),
  ]
}

/** The release with what it is beside the target, and below it everyone who brings it. */
export function releaseRows({title, beside, standing, bringers}: TreeRelease, width: number): Row[] {
  const {glyph, word, style} = standing === undefined ? nothingSaid : standingLook[standing]
  const head: Span[] = [span(`${glyph} `, style), span(clean(title), 'strong')]
  const right = [span(word, style)]
  const room = width - rowWidth(head) - widthOf(word) - 2
  const short = widthOf(beside) <= room ? [...head, span(beside, 'dim')] : head
  return [
    word === '' ? cutRow(short, width) : ends(short, right, Math.min(width, widest)),
    ...bringers.flatMap(({lead, below, name, remark}) => bringerRows({lead, below, name, remark}, width)),
  ]
}

function bringerRows({lead, below, name, remark}: TreeRelease['bringers'][number], width: number): Row[] {
  const [shown, said] = [clean(name), clean(remark)]
  const text = [shown, said].filter(Boolean).join('  ')
  const room = Math.max(8, Math.min(width, widest) - widthOf(lead) - 2)
  return wrap(text, room).map((row, at): Row => {
    const rest = at === 0 && row.startsWith(shown) ? row.slice(shown.length) : undefined
    const start = span(`  ${at === 0 ? lead : below}`, 'dim')
    return rest === undefined ? [start, span(row, 'dim')] : [start, span(shown), span(rest, 'dim')]
  })
}

/** Who keeps another release, and what can be done about it; those that no longer do are told as such. */
export function holderRows({now, before}: Trees, width: number): Row[] {
  const isHolding = new Set(now.holders.map(({title}) => title))
  const released = before?.holders.filter(({title}) => !isHolding.has(title)) ?? []
  return [
    ...now.holders.flatMap(holder => heldRows(holder, width)),
    ...released.flatMap(({title}) => prose(`${clean(title)}: no longer`, width, {style: 'good', first: '✓ '})),
  ]
}

function heldRows({title, state, advice}: ToldHolder, width: number): Row[] {
  return [
    ...prose(clean(title), width, {style: 'warn', first: '! '}),
    ...prose(clean(state), width, {style: 'dim', first: '  '}),
    ...prose(clean(advice), width, {style: 'accent', first: '  → '}),
  ]
}

/** Entries of manifests that no lockfile has an answer to. */
export function unlockedRows({unlocked}: FamilyTree, width: number): Row[] {
  return unlocked.map(({crate, requirement, place}) =>
    cutRow(
      [
        span('· ', 'dim'),
        span(pad(clean(crate), 18)),
        span(`  ${pad(`"${clean(requirement)}"`, 12)}`, 'strong'),
        span(`  ${clean(place)}`, 'dim'),
      ],
      width,
    ),
  )
}

/** `25.0.3 → 36.0.14`, of the release that the family is called by; the versions alone where nothing moved. */
export function headline({now, changes: [change]}: Trees): string {
  const moved = change?.crates[0]
  if (moved !== undefined) return `${versions(moved.before)} → ${versions(moved.after)}`
  return versions(now.lockfiles[0]?.releases.map(({version}) => version) ?? [])
}

function versions(all: readonly string[]): string {
  return all.length === 0 ? 'not locked' : clean(all.join(', '))
}

function lookOf({before, after}: ComparedCrate): Look {
  if (before.length === 0) return {glyph: '+', word: 'new', style: 'good'}
  if (after.length === 0) return {glyph: '-', word: 'gone', style: 'dim'}
  if (after.length < before.length) return {glyph: '✓', word: 'united', style: 'good'}
  if (after.length > before.length) return {glyph: '!', word: 'one more', style: 'warn'}
  return isLower(after.at(-1), before.at(-1))
    ? {glyph: '↓', word: 'lowered', style: 'warn'}
    : {glyph: '↑', word: 'raised', style: 'good'}
}

/** By their numbers, one after the other. */
function isLower(a = '', b = ''): boolean {
  return a.localeCompare(b, 'en', {numeric: true}) < 0
}

const standingLook: Readonly<Record<NonNullable<TreeRelease['standing']>, Look>> = {
  older: {glyph: '·', word: 'older than the target', style: 'warn'},
  target: {glyph: '✓', word: 'the target', style: 'good'},
  newer: {glyph: '·', word: 'newer than the target', style: 'warn'},
}
const nothingSaid: Look = {glyph: '·', word: '', style: 'dim'}
const mostCrates = 8
/** Columns of two versions and a word: beyond them the word would stand too far from its row. */
const mostVersions = 44
const widest = 100
