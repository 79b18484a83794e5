import {clean} from '../domain/clean-text.ts'
import type {WizardView} from '../store/view.ts'
import {levelLook} from './disk-rows.ts'
import {ends, type Row, rowWidth, type Span, span} from './row.ts'
import {stepInView} from './screens/run.ts'
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
  const told = [...atTheWheel(view, width), ...facts.map(fact => span(fact, 'dim')), ...roomLeft(view)]
  const right = told.flatMap((fact, at): Span[] => (at === 0 ? [fact] : [span('   '), fact]))
  const room = width - rowWidth(left) - rowWidth(right) - 2
  return ends([...left, ...branchIn(branch, room)], right, width)
}

/** `Ada drives`, and how long still; once the turn is over, whose it is and by which key. */
function atTheWheel({wheel}: WizardView, width: number): Span[] {
  if (wheel === undefined) return []
  const {driver, next, turn} = wheel
  const longest = width < 100 ? 12 : 24
  if (turn?.isDue === true) return [span(`${cut(clean(next), longest)}’s turn: W`, 'warn')]
  const drives = width < 70 ? '' : ' drives'
  return [span(`${cut(clean(driver), longest)}${drives}${timeLeft(turn)}`, 'accent')]
}

function timeLeft(turn: NonNullable<WizardView['wheel']>['turn']): string {
  if (turn === undefined) return ''
  return turn.isPaused ? ', paused' : `, ${Math.ceil(turn.leftMs / 60_000)} min`
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
