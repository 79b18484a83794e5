import {clean} from '../../domain/clean-text.ts'
import type {Cleanable, DiskLevel, DiskMount, DiskView} from '../../domain/disk-view.ts'
import {cutRow, ends, line, prose, type Row, type Span, span} from './row.ts'
import type {Look, StyleName} from './theme.ts'
import {cutStart, fitting, pad, padLeft, widthOf} from './width.ts'
import {diskSize, relativeTo} from './words.ts'

/** How much room there is, in a word. */
export const levelLook: Readonly<Record<DiskLevel, Look>> = {
  ok: {glyph: '✓', word: 'enough', style: 'good'},
  warning: {glyph: '!', word: 'low', style: 'warn'},
  stop: {glyph: '■', word: 'short', style: 'bad'},
}

/** A file system in a row: what is left and what becomes of it. */
export function mountRow(mount: DiskMount, width: number): Row {
  const {glyph, word, style} = levelLook[mount.level]
  const [name = ''] = mount.names
  const left = [span(`${glyph} `, style), span(pad(name, 13), 'strong'), ...freeSpans(mount, width >= 72)]
  // The colour and the glyph say it as well.
  const right = [...trendSpans(mount), ...(width >= 62 ? [span(` ${pad(word, 6)}`, style)] : [])]
  return cutRow(ends(left, right, width), width)
}

/** Where a file system is, and what else of the upgrade is on it. */
export function placeRow({names: [, ...others], path}: DiskMount, root: string | undefined, width: number): Row {
  const shown = cutStart(clean(relativeTo(root, path)), Math.max(20, Math.floor(width / 2)))
  const also = others.length === 0 ? '' : ` also ${fitting(others, width - widthOf(shown) - 8)}`
  return cutRow([span('  '), span(shown, 'dim'), span(also, 'dim')], width)
}

/** `  38 GB free of 252 GB`, at one width. */
export function freeSpans({freeBytes, sizeBytes, level}: DiskMount, hasRoom = true): readonly Span[] {
  const style = level === 'ok' ? undefined : levelLook[level].style
  const of = hasRoom ? [span(` of ${diskSize(sizeBytes)}`, 'dim')] : []
  return [span(`${padLeft(diskSize(freeBytes), 7)} free`, style), ...of]
}

/** `▁▁▂▃▅▇  +120 MB/min`, at one width whatever is known. */
export function trendSpans({trend, perMinute}: DiskMount): readonly Span[] {
  return [span(sparkline(trend), 'accent'), span(` ${padLeft(paceText(perMinute), 11)}`, 'dim')]
}

/** What was filled, as blocks set against the right edge; the highest is what was filled in all. Blank while nothing is. */
export function sparkline(trend: readonly number[]): string {
  const most = Math.max(0, ...trend)
  if (most === 0) return ' '.repeat(trendWidth)
  // Less than this is noise, and would look like growth.
  const scale = Math.max(most, 10e6)
  const glyphs = trend.map(value => blocks[Math.min(blocks.length - 1, Math.floor((value / scale) * blocks.length))])
  return glyphs.join('').padStart(trendWidth)
}

function paceText(perMinute: number | undefined): string {
  if (perMinute === undefined) return ''
  if (Math.abs(perMinute) < 1e6) return 'steady'
  return `${perMinute > 0 ? '+' : '-'}${diskSize(Math.abs(perMinute))}/min`
}

/** What is to be expected of the disk that is built on, in one row. */
export function forecast({mounts, needBytes = 0}: DiskView): {readonly text: string; readonly style: StyleName} {
  const [first] = mounts
  if (first === undefined) return {text: '', style: 'dim'}
  const {fullInMs, freeBytes, stopBytes, level} = first
  const tooMuch = needBytes + stopBytes - freeBytes
  // With too little left, nothing is filled any more.
  const pace = fullInMs === undefined || level === 'stop' ? '' : `full in ${roughly(fullInMs)} at this pace`
  if (tooMuch > 0 && needBytes > 0) {
    return {
      text: `${pace === '' ? '' : `${pace}; `}may need ${diskSize(needBytes)} more, ${diskSize(tooMuch)} too much`,
      style: 'warn',
    }
  }
  const need = needBytes > 0 ? `may need ${diskSize(needBytes)} more, it fits` : ''
  return {text: [pace, need].filter(Boolean).join('; '), style: 'dim'}
}

/** To the minute, and to the hour when it is far: it is a guess. */
function roughly(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

/** From where on there is something to say or to do. */
export function limitsText({warnBytes, stopBytes}: DiskMount): string {
  if (stopBytes === 0) return 'Commands are never paused for want of room.'
  const low = warnBytes > stopBytes ? `low below ${diskSize(warnBytes)}, ` : ''
  return `${low}commands are paused below ${diskSize(stopBytes)}`
}

/** What can be cleaned, a row each: the name to type, what it frees, the command. */
export function cleanableRows({cleanable, notCleanable}: DiskView, width: number): Row[] {
  if (cleanable.length === 0) {
    const why =
      notCleanable === undefined ? 'There is nothing that cargo could clean.' : `Not offered: ${notCleanable}.`
    return prose(clean(why), width, {style: 'dim', first: '  '})
  }
  const widest = Math.min(20, Math.max(...cleanable.map(({name}) => name.length)))
  const reasons = new Set(cleanable.map(({disabledBecause}) => disabledBecause))
  const [common] = reasons.size === 1 ? reasons : []
  const rows = cleanable.map(one => cutRow(cleanableRow(one, widest, common !== undefined), width))
  return common === undefined ? rows : [...rows, line(`  Nothing is cleaned now: ${common}.`, 'dim')]
}

/** The command, or why it can't be run; that is said once where it is the same for all. */
function cleanableRow({name, sizeBytes, command, disabledBecause}: Cleanable, widest: number, isSaid: boolean): Row {
  const isOpen = disabledBecause === undefined
  return [
    span(`  ${pad(clean(name), widest)}`, isOpen ? 'strong' : 'dim'),
    span(` ${padLeft(diskSize(sizeBytes), 7)}`, isOpen ? undefined : 'dim'),
    span(`   ${isOpen || isSaid ? clean(command) : disabledBecause}`, 'dim'),
  ]
}

/** Sentence case for a row of its own. */
export function sentence(text: string, style: StyleName): Row {
  return line(text === '' ? '' : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`, style)
}

const blocks = ['▁', '▂', '▃', '▅', '▇']
const trendWidth = 12
