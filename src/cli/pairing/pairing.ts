import {createHash} from 'node:crypto'
import {gitCommand} from '../../domain/git-command.ts'
import {distinctPeople, type Person, readPerson} from '../../domain/person.ts'
import type {Ask} from '../../domain/question.ts'
import type {WheelMove, WheelView} from '../../domain/wheel-view.ts'
import type {JournalEvent} from '../../journal/event.ts'
import type {Journal} from '../../journal/journal.ts'
import {askBoth, type Both} from '../../pair/ask-both.ts'
import {isTurnOver, moveWheel, takeWheel, viewWheel, type Wheel} from '../../pair/wheel.ts'
import type {Environment} from '../environment.ts'
import type {RunOptions} from '../run-options.ts'

/** Two or more people at one terminal: one drives, and what is decided carries their name. */
export type Pairing = {
  /** Asks as the one who drives; what both should want is asked of the others as well. */
  asking(ask: Ask): Ask
  move(move: WheelMove): void
  /** Into the state file: who takes part, and all that was agreed to before there was a session. */
  record(journal: Journal): Promise<void>
  close(): void
}

type Given = {
  readonly env: Environment
  readonly people: readonly Person[]
  readonly options: Pick<RunOptions, 'mob' | 'commitSteps' | 'yes'>
  readonly show: (wheel: WheelView) => void
  /** A turn is over, and nobody is being asked anything. */
  readonly ring: () => void
  /** Where no key is read, every question offers to hand it over. */
  readonly offersWheel?: true
}

/** Everybody who takes part: whoever git says is at this machine first, then those that were named. Undefined for one alone. */
export async function peopleHere(
  env: Environment,
  root: string,
  named: readonly Person[],
): Promise<readonly Person[] | undefined> {
  if (named.length === 0) return undefined
  const people = distinctPeople([...(await gitIdentity(env, root)), ...named])
  return people.length < 2 ? undefined : people
}

/** Who commits here; nobody where git doesn't know. */
async function gitIdentity({programs}: Environment, root: string): Promise<readonly Person[]> {
  const asked = ['user.name', 'user.email'].map(key => programs.capture(gitCommand(root, 'config', '--get', key)))
  const [name = '', mail = ''] = (await Promise.all(asked)).map(one =>
    one.kind === 'exited' && one.code === 0 ? one.stdout.trim() : '',
  )
  const person = readPerson(mail === '' ? name : `${name} <${mail}>`) ?? readPerson(name)
  return person === undefined ? [] : [person]
}

/** Opens it with the first at the wheel. */
export function openPairing({env: {clock}, people, options, show, ring, offersWheel}: Given): Pairing {
  const now = () => clock.monotonicMs()
  const names = people.map(({name}) => name)
  let wheel: Wheel = takeWheel(names, now(), options.mob === undefined ? undefined : options.mob * 60_000)
  let asking = 0
  let journal: Journal | undefined
  const early: JournalEvent[] = []
  const turn = watchTurn({isOver: () => isTurnOver(wheel, now()), isAsking: () => asking > 0, ring})

  const tell = shownWhenChanged(show, () => viewWheel(wheel, now()))
  const append = async (event: JournalEvent) => {
    if (journal === undefined) early.push(event)
    else await journal.append(event)
  }
  const move = (made: WheelMove) => {
    const by = wheel.driver
    const over = isTurnOver(wheel, now()) ? {isTurnOver: true as const} : {}
    wheel = moveWheel(wheel, made, now())
    // Should the state file refuse it, the engine's next event says so.
    if (wheel.driver !== by && journal !== undefined)
      void append({type: 'wheel-handed', to: wheel.driver, by, ...over}).catch(() => undefined)
    turn.begin()
    tell()
  }
  const ticking = setInterval(() => {
    tell()
    turn.look()
  }, 1000)
  ticking.unref()
  tell()

  const both: Both = {
    people: () => people,
    driver: () => wheel.driver,
    commitsSteps: options.commitSteps,
    sha256: text => createHash('sha256').update(text).digest('hex'),
    approved: approval => append({type: 'approved', ...approval}),
  }
  return {
    asking: ask => async question => {
      asking += 1
      try {
        const asked = offersWheel === true ? offeringWheel(ask, () => wheel.next, move) : ask
        return await askBoth(
          naming(asked, () => wheel.driver),
          question,
          both,
        )
      } finally {
        asking -= 1
      }
    },
    move,
    async record(opened) {
      journal = opened
      await opened.append({type: 'people-joined', people: [...people], driver: wheel.driver}, ...early.splice(0))
    },
    close: () => clearInterval(ticking),
  }
}

/** Answers carry the name of whoever drives when they are given. */
function naming(ask: Ask, driver: () => string): Ask {
  return async question => {
    const answer = await ask(question)
    return answer === undefined || answer.by === 'policy' ? answer : {...answer, by: driver()}
  }
}

/** Rings once for each turn that is over, as soon as nobody is being asked anything. */
function watchTurn({isOver, isAsking, ring}: {isOver: () => boolean; isAsking: () => boolean; ring: () => void}) {
  let hasRung = false
  return {
    begin() {
      hasRung = false
    },
    look() {
      if (!isOver() || hasRung || isAsking()) return
      hasRung = true
      ring()
    },
  }
}

/** Seconds are nobody's concern: what is shown changes by the minute. */
function shownWhenChanged(show: (wheel: WheelView) => void, view: () => WheelView): () => void {
  let known = ''
  return () => {
    const {turn, ...rest} = view()
    const rounded =
      turn === undefined ? rest : {...rest, turn: {...turn, leftMs: Math.ceil(turn.leftMs / 60_000) * 60_000}}
    const text = JSON.stringify(rounded)
    if (text === known) return
    known = text
    show(rounded)
  }
}

/** Beside every question stands the wheel; handing it over asks the question again. */
function offeringWheel(ask: Ask, next: () => string, move: (move: WheelMove) => void): Ask {
  return async question => {
    for (;;) {
      const wheel = {id: 'wheel', key: 'W', label: `${next()} drives from here on`, isAside: true}
      const answer = await ask({...question, options: [...question.options, wheel]})
      if (answer?.option !== wheel.id) return answer
      move('hand-over')
    }
  }
}
