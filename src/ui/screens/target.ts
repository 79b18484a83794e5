import {clean} from '../../domain/clean-text.ts'
import type {Subject} from '../../domain/question.ts'
import type {Candidate, RoomForecast} from '../../domain/target.ts'
import type {WizardView} from '../../store/view.ts'
import {type Layout, tableWidth, wideTableWidth} from '../layout.ts'
import {blank, prose, type Row, span} from '../rows/row.ts'
import {pad, padLeft} from '../rows/width.ts'
import {counted, diskSize} from '../rows/words.ts'
import type {ScreenParts} from '../screen-parts.ts'

type TargetSubject = Extract<Subject, {kind: 'target'}>

/** The candidates side by side, and why one would take the marked one. */
export function targetParts(subject: TargetSubject, {local, nowMs}: WizardView, layout: Layout): ScreenParts {
  const {candidates, chosen} = subject
  const candidate = candidates[local.highlight]
  const today = new Date(nowMs).toISOString().slice(0, 10)
  return {
    title: 'Which wasmtime, and the Rust it needs',
    remark: counted(candidates.length, 'candidate'),
    list: [],
    detail: {
      title: candidate === undefined ? '' : `wasmtime ${candidate.wasmtime} on Rust ${candidate.rust.version}`,
      ...(candidate === undefined ? {} : {remark: remarkOf(candidate, chosen)}),
      head: [],
      body: candidate === undefined ? [] : candidateRows(candidate, subject.room, today, layout.detail.width),
    },
  }
}

function remarkOf({isRecommended, wasmtime}: Candidate, chosen: string | undefined): string {
  if (isRecommended) return 'recommended'
  return wasmtime === chosen ? 'your choice' : ''
}

/** One line of the table; the heading is made with the same columns. */
export function candidateCells(candidate: Candidate): readonly string[] {
  const {automatic, manual} = candidate.breakingUses ?? candidate.breakingChanges
  return [
    candidate.wasmtime,
    candidate.title,
    candidate.releasedOn ?? '',
    candidate.supportEnds,
    candidate.rust.version,
    String(candidate.advisoriesFixed.length),
    String(candidate.advisoriesOpen.length),
    String(automatic + manual),
    String(automatic),
    String(manual),
    candidate.holders.length === 0 ? 'nobody' : counted(candidate.holders.length, 'crate'),
  ]
}

/** The columns of the table in one string, as many as fit; what is left goes to the words. */
export function candidateLine(cells: readonly string[], width: number): string {
  const hidden = hiddenColumns(width)
  const used = columns.reduce((sum, one, at) => sum + (hidden.includes(at) ? 0 : one + (gaps[at] ?? '').length), 0)
  const more = Math.min(mostMore, Math.max(0, width - used))
  return cells
    .map((cell, at) => {
      const columnWidth = (columns[at] ?? 0) + (at === words ? more : 0)
      return (at < 4 ? pad : padLeft)(clean(cell), columnWidth) + (gaps[at] ?? '')
    })
    .filter((_, at) => !hidden.includes(at))
    .join('')
}

/** The dates go first where there is no room: the pane below tells them too. Large screens have room for what it tells. */
function hiddenColumns(width: number): readonly number[] {
  const [released, supported, rewritten, byHand, heldBy] = [2, 3, 8, 9, 10]
  if (width >= wideTableWidth - 2) return []
  const extra = [rewritten, byHand, heldBy]
  if (width >= tableWidth - 2) return extra
  return width >= tableWidth - 13 ? [released, ...extra] : [released, supported, ...extra]
}

export const candidateHeading = [
  ...['wasmtime', 'offered as', 'released', 'supported', 'Rust', 'fixes', 'open', 'breaking'],
  ...['rewritten', 'by hand', 'held by'],
]

function candidateRows(candidate: Candidate, room: RoomForecast | undefined, today: string, width: number): Row[] {
  const {rust, advisoriesFixed, advisoriesOpen, supportEnds} = candidate
  const isOver = supportEnds !== '' && supportEnds < today
  return [
    ...prose(clean(candidate.why), width),
    blank,
    ...rust.because.flatMap((reason, at) =>
      fact(at === 0 ? 'Rust' : '', `${reason.version} for ${clean(reason.needs)}`, width),
    ),
    ...(candidate.isRustInstalled ? [] : fact('', 'not installed here; rustup fetches it', width, 'warn')),
    ...fact(
      'Support',
      isOver ? `ended ${supportEnds}` : `until ${supportEnds}${candidate.isLts ? ', LTS' : ''}`,
      width,
      isOver ? 'warn' : undefined,
    ),
    ...(advisoriesOpen.length === 0 ? [] : listed('Still open', advisoriesOpen, '', width, 'warn')),
    ...fact('API', breaking(candidate), width),
    ...(candidate.holders.length === 0 ? [] : listed('Held by', candidate.holders, '', width, 'warn')),
    ...(room === undefined ? [] : roomRows(candidate, room, width)),
    // As long as it likes: how many there are stands in the table.
    ...listed('Fixes', advisoriesFixed, 'no advisory that hits this repository', width),
  ]
}

/** What it takes on the disk, and over the network. */
function roomRows({isRustInstalled, rust}: Candidate, room: RoomForecast, width: number): Row[] {
  const {buildLeast, buildMost, crates, toolchain, free} = room
  const downloads = [
    ...(crates === 0 ? [] : [`up to ${diskSize(crates)} of crates (unpacked)`]),
    ...(isRustInstalled ? [] : [`Rust ${rust.version} (${diskSize(toolchain)})`]),
  ]
  const range = buildLeast < buildMost ? `${diskSize(buildLeast)} to ${diskSize(buildMost)}` : diskSize(buildMost)
  const most = buildMost + crates + (isRustInstalled ? 0 : toolchain)
  const disk = fact('Disk', `${range} more to build; ${diskSize(free)} free`, width, free < most ? 'warn' : undefined)
  return [...disk, ...fact('Download', downloads.length === 0 ? 'nothing' : downloads.join(', '), width)]
}

function breaking({breakingUses, breakingChanges, hasNotes}: Candidate): string {
  const changes = breakingChanges.automatic + breakingChanges.manual
  const onTheWay = `${counted(changes, 'breaking change')} on the way${hasNotes ? '' : ', as far as notes exist'}`
  if (breakingUses === undefined) return `${onTheWay}, met by this code or not`
  const {automatic, manual, silent} = breakingUses
  const met = `${counted(automatic + manual, 'place')} in this code: ${automatic} to rewrite, ${manual} by hand`
  return `${onTheWay}; ${met}${silent === 0 ? '' : `, ${silent} of them silent`}`
}

function listed(label: string, items: readonly string[], none: string, width: number, style?: 'warn'): Row[] {
  return fact(label, items.length === 0 ? none : items.join(', '), width, style)
}

function fact(label: string, text: string, width: number, style?: 'warn'): Row[] {
  return prose(clean(text), width - 12, style === undefined ? {} : {style}).map((row, at) => [
    span(pad(at === 0 ? label : '', 12), 'dim'),
    ...row,
  ])
}

// Numbers stand on the right and bring their gap with them.
const columns = [8, 14, 10, 10, 7, 7, 6, 10, 11, 9, 11]
const gaps = ['  ', ' ', ' ']
const words = 1
const mostMore = 14
