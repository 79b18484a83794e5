import type {StoreApi} from 'zustand/vanilla'
import type {Amount} from '../domain/amount.ts'
import type {DiskView} from '../domain/disk-view.ts'
import type {LifeSign} from '../domain/life-sign.ts'
import type {Clock} from '../domain/ports.ts'
import type {Answer, Question} from '../domain/question.ts'
import type {Survey} from '../domain/survey.ts'
import type {Guest, Suggestion, WheelView} from '../domain/wheel-view.ts'
import type {TimedEvent} from '../journal/fold.ts'
import type {Happening} from '../journal/happening.ts'
import type {Session} from '../journal/session.ts'
import type {Trees} from '../plan/compare-trees.ts'
import {createAsking} from './asking.ts'
import {byTimeout} from './by-timeout.ts'
import {
  active,
  advanced,
  away,
  begun,
  heard,
  type LocalChange,
  lived,
  localChanged,
  recorded,
  resumed,
  said,
  tailed,
  unheard,
} from './change-view.ts'
import {createPublisher, type Later} from './publisher.ts'
import {emptyView, type Size, type Tail, type WizardView} from './view.ts'

export type WizardStore = {
  /** What the screens draw: news at most every `frameMs`, output and the clock once a second, so that no burst costs a frame a line. */
  readonly published: StoreApi<WizardView>
  /** The view as it is now, what the keys act on. */
  view(): WizardView
  /**
   * Puts a question on the screen. Resolves with what was chosen; `undefined` when it was withdrawn or the store was closed.
   * Where choosing only suggests (`may-answer.ts`), and for a note there, the question stays on the screen as it was: whoever
   * asked passes it on and asks the same question (the same object) again, or withdraws it.
   */
  ask(question: Question): Promise<Answer | undefined>
  /**
   * Answers the open question, or suggests an answer. Without a question, while its keys are guarded, for somebody who only
   * reads, and until a question is asked again after a suggestion, nothing happens and it returns false.
   */
  answer(optionId: string, text?: string, item?: string): boolean
  /** The open question got its answer elsewhere: it goes from the screen, and `ask` resolves with undefined. */
  withdraw(): void
  record(event: TimedEvent): void
  /** A session that was there before this start, with what had happened in it. */
  setSession(session: Session, happened?: readonly Happening[]): void
  setSurvey(survey: Survey): void
  setActivity(text: string | undefined): void
  setAmount(amount: Amount): void
  setTail(tail: Tail): void
  setDiskFree(bytes: number): void
  setTrees(trees: Trees): void
  setDisk(disk: DiskView): void
  setLife(sign: LifeSign | undefined): void
  /** Who drives now. Keys that were meant for the one before answer nothing: an open question is guarded anew. */
  setWheel(wheel: WheelView): void
  /** What others would answer to the open question; forgotten with it. */
  setSuggestions(suggestions: readonly Suggestion[]): void
  /** Who sits at this screen, where it isn't the one that the wizard runs at. */
  setGuest(guest: Guest): void
  /** At a guest's screen: whether the host isn't reached. Until it is again, nothing can be answered. */
  setAway(isAway: boolean): void
  setSize(size: Size): void
  say(line: string): void
  /** Shows what somebody said to the others (`Bo: looks good`) above the footer for a while. */
  hear(line: string): void
  changeLocal(change: LocalChange): void
  /** Shows a line in place of the footer for a moment. */
  hint(line: string, forMs?: number): void
  /** Shows for a moment which key answered. */
  echo(line: string): void
  /** Publishes at once; for what a person does. */
  flush(): void
  /** Nobody is there to answer any more: the open question and all later ones end without an answer. */
  close(): void
  readonly clock: Clock
}

export type WizardStoreOptions = {
  readonly clock: Clock
  /** The name that answers carry. */
  readonly by?: string
  readonly size?: Size
  readonly later?: Later
  /** How long a new question ignores keys. */
  readonly guardMs?: number
  readonly frameMs?: number
}

/** The state behind the screens. Every change is a pure function of the view; see `change-view.ts`. */
export function createWizardStore(options: WizardStoreOptions): WizardStore {
  const {clock, by = 'you', size = {columns: 80, rows: 24}, later = byTimeout, guardMs = 400, frameMs = 400} = options
  const {published, view, change, publish} = createPublisher(
    emptyView(size, clock.now().getTime()),
    clock,
    later,
    frameMs,
  )
  const {guard, ...asking} = createAsking({view, change, publish, clock, later, by, guardMs})
  const setLocal = (local: LocalChange) => change(localChanged(view(), local))
  const hint = passing(later, line => setLocal({hint: line}))
  const echo = passing(later, line => setLocal({echo: line}))
  const hear = passing(later, line => change(line === undefined ? unheard(view()) : heard(view(), line)))

  return {
    published,
    clock,
    view,
    ...asking,
    record: event => change(begun(recorded(view(), event), event, clock.monotonicMs())),
    setSession: (session, happened = []) => change(resumed(view(), session, happened)),
    setSurvey: survey => change({...view(), survey}),
    setActivity: text => change(active(view(), text, clock.now().getTime())),
    setAmount: amount => change(advanced(view(), amount)),
    setTail: tail => change(tailed(view(), tail)),
    setDiskFree: diskFreeBytes => change({...view(), diskFreeBytes}),
    setTrees: trees => change({...view(), trees}),
    setDisk: disk => change({...view(), disk}),
    setLife: sign => change(lived(view(), sign)),
    setWheel(wheel) {
      const hasNewDriver = view().wheel !== undefined && view().wheel?.driver !== wheel.driver
      change({...view(), wheel})
      if (hasNewDriver) guard()
    },
    setSuggestions: suggestions => change({...view(), suggestions}),
    setGuest: guest => change({...view(), guest}),
    setAway: isAway => change(away(view(), isAway)),
    setSize(next) {
      setLocal({size: next})
      publish()
    },
    say: line => change(said(view(), line)),
    hear: line => hear(line, heardMs),
    changeLocal: setLocal,
    echo: line => echo(line, shownMs),
    hint: (line, forMs = shownMs) => hint(line, forMs),
    flush: publish,
  }
}

/** Shows a line for a moment; a later one takes its place. */
function passing(later: Later, show: (line: string | undefined) => void): (line: string, forMs: number) => void {
  let end: (() => void) | undefined
  return (line, forMs) => {
    end?.()
    show(line)
    end = later(forMs, () => show(undefined))
  }
}

const shownMs = 2000
/** Long enough to be read by somebody who looks elsewhere. */
const heardMs = 20_000
