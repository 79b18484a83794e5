import {durationText} from '../../domain/amount-text.ts'
import {count} from '../../domain/count.ts'
import {sizeText} from '../../domain/size-text.ts'
import type {Report} from '../report.ts'
import {escapeHtml} from './escape-html.ts'
import {at, rect, stroke, svg} from './svg.ts'

type Input = Report['input']

/** The compiler's errors, a column for each round; nothing where nothing had to be mended. */
export function burnDownChart({rounds}: Input): string {
  if (rounds.length < 2) return ''
  const most = Math.max(...rounds, 1)
  const says = `${rounds.join(' → ')} errors in ${count(rounds.length, 'round')}.`
  const picture = svg({
    id: 'burn-down',
    title: 'Compile errors, round by round',
    says,
    width: rounds.length * 10,
    height: 60,
    shapes: [
      ...rounds.map((errors, round) => column(round, (56 * errors) / most)),
      stroke('axis', [0, 60, rounds.length * 10, 60]),
    ],
  })
  return figure(`<b>Compile errors</b> ${escapeHtml(rounds.join(' → '))}`, picture, 'burn-down')
}

function column(round: number, height: number): string {
  return rect('after', [round * 10 + 1.5, 60 - Math.max(1, height), 7, Math.max(1, height)])
}

/** A bar for each step that took time, in the order in which they ran. */
export function stepChart({steps}: Input): string {
  const timed = steps.filter(({durationMs}) => durationMs > 0)
  const most = Math.max(...timed.map(({durationMs}) => durationMs))
  if (timed.length < 2) return ''
  const rows = timed.map(({title, durationMs}) => {
    const bar = `<span class="bar" style="width:${at((100 * durationMs) / most)}%"></span>`
    return `<li><span class="step">${escapeHtml(title)}</span> <span class="took">${durationText(durationMs)}</span><span class="track" aria-hidden="true">${bar}</span></li>`
  })
  return `<figure>\n<figcaption><b>Time per step</b></figcaption>\n<ol class="bars">\n${rows.join('\n')}\n</ol>\n</figure>`
}

/** What was free on the disk, over time; nothing where it was looked at less than twice. */
export function diskChart({disk}: Input): string {
  const [first, last] = [disk.at(0), disk.at(-1)]
  if (first === undefined || last === undefined || disk.length < 2) return ''
  const [start, end] = [Date.parse(first.at), Date.parse(last.at)]
  const free = disk.map(({freeBytes}) => freeBytes)
  const [least, most] = [Math.min(...free), Math.max(...free)]
  // Less than this is what any machine does by itself, and would look like a slope.
  const room = Math.max(most - least, 0.01 * most, 1)
  const x = (moment: string) => (end > start ? (200 * (Date.parse(moment) - start)) / (end - start) : 0)
  const y = (bytes: number) => 4 + (52 * (most - bytes)) / room
  const points = disk.map(({at: moment, freeBytes}) => `${at(x(moment))},${at(y(freeBytes))}`)
  const says = `From ${sizeText(first.freeBytes)} to ${sizeText(last.freeBytes)} free, least ${sizeText(least)}, over ${durationText(end - start)}.`
  const picture = svg({
    id: 'disk',
    title: 'Free on the disk, over time',
    says,
    width: 200,
    height: 60,
    shapes: [`<polyline class="line" points="${points.join(' ')}"/>`, stroke('axis', [0, 60, 200, 60])],
  })
  return figure(`<b>Free on the disk</b> ${escapeHtml(says)}`, picture, 'disk')
}

function figure(caption: string, picture: string, kind: string): string {
  return `<figure class="${kind}">\n<figcaption>${caption}</figcaption>\n${picture}\n</figure>`
}
