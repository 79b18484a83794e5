import {clean} from '../../domain/clean-text.ts'
import type {WizardView} from '../../store/view.ts'
import {stepInView} from '../screens/run.ts'
import {isShared, wheelFacts} from '../wheel-facts.ts'
import {levelLook} from './disk-rows.ts'
import {ends, type Row, rowWidth, type Span, span} from './row.ts'
import {stepNumber} from './step-rows.ts'
import {cut, widthOf} from './width.ts'
import {clockTime, diskSize} from './words.ts'

/** The first row: where we are on the left, how far on the right. */
export function headerRow(view: WizardView, repository: string, width: number): Row {
  const {session, nowMs, question} = view
  const branch = currentBranch(view)
  const left: Row = [span('upgrade-wizard', 'accent'), span('  '), span(clean(repository), 'strong')]
  const isOver = session?.verdict !== undefined || question?.subject.kind === 'report'
  const facts = [
    session === undefined || isOver || (view.wheel !== undefined && width < 70)
      ? ''
      : stepNumber(session, stepInView(view, session)?.plan.id),
    session === undefined || isTight(view, width)
      ? ''
      : clockTime((isOver ? Date.parse(session.lastEventAt) : nowMs) - Date.parse(session.startedAt)),
  ].filter(Boolean)
  const told = [...wheelFacts(view, width), ...facts.map(fact => span(fact, 'dim')), ...roomLeft(view)]
  const right = spaced(isShared(view) ? fittingFacts(told, width - rowWidth(left) - 2) : told)
  const room = width - rowWidth(left) - rowWidth(right) - 2
  return ends([...left, ...branchIn(branch, room)], right, width)
}

/** As many as there is room for: what comes first is of more use where people sit at several terminals. */
function fittingFacts(told: readonly Span[], room: number): readonly Span[] {
  const count = told.findLastIndex((_, at) => rowWidth(spaced(told.slice(0, at + 1))) <= room) + 1
  return told.slice(0, Math.max(1, count))
}

function spaced(facts: readonly Span[]): Span[] {
  return facts.flatMap((fact, at): Span[] => (at === 0 ? [fact] : [span('   '), fact]))
}

/** As git was last asked, or the one that a step has made since. */
function currentBranch({survey, session}: WizardView): string | undefined {
  const isMade = session?.steps.some(({plan, state}) => plan.kind === 'make-branch' && state.status === 'accepted')
  if (isMade === true && session?.branch !== undefined) return session.branch
  return survey?.git?.branch ?? session?.git?.branch ?? undefined
}

/** Cut where it is long; left out where nothing of it would be read. */
function branchIn(branch: string | undefined, room: number): Span[] {
  const shown = branch === undefined ? '' : cut(clean(branch), room - 2)
  return shown === '' || (shown !== branch && widthOf(shown) < 8) ? [] : [span(`  ${shown}`, 'dim')]
}

/** Little room, and who drives, is more news than the time. */
function isTight({disk, wheel}: WizardView, width: number): boolean {
  if (wheel !== undefined && width < 100) return true
  return width < 70 && disk !== undefined && disk.mounts.some(({level}) => level !== 'ok')
}

/** `38 GB free`: of the disk that is built on, or of the tightest with too little; a word says when it is. */
function roomLeft({disk, diskFreeBytes}: WizardView): Span[] {
  const mounts = disk?.mounts ?? []
  const mount = mounts.find(({level}) => level === 'stop') ?? mounts.find(({level}) => level === 'warning') ?? mounts[0]
  const freeBytes = mount?.freeBytes ?? diskFreeBytes
  if (freeBytes === undefined) return []
  const {level = 'ok'} = mount ?? {}
  const {word, style} = levelLook[level]
  return level === 'ok'
    ? [span(`${diskSize(freeBytes)} free`, 'dim')]
    : [span(`${diskSize(freeBytes)} free, ${word}`, style)]
}
