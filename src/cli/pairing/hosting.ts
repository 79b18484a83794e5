import {createHash} from 'node:crypto'
import {setTimeout as wait} from 'node:timers/promises'
import {ProblemError} from '../../domain/errors.ts'
import type {Person} from '../../domain/person.ts'
import {problemOf} from '../../domain/system-problem.ts'
import {type Host, type HostGiven, openHost} from '../../pair/host.ts'
import {offeringWheel} from '../../pair/offering-wheel.ts'
import type {LocalAsk} from '../../pair/question-desk.ts'
import {createTokens} from '../../pair/tokens.ts'
import {byTimeout} from '../../store/by-timeout.ts'
import {type Listening, listenAt} from '../../system/listen-socket.ts'
import {isSameText, randomText} from '../../system/secret-text.ts'
import {type SocketPlace, sharedPlace, socketPlaces} from '../../system/socket-place.ts'
import type {Environment} from '../environment.ts'
import type {Face} from '../faces/face.ts'
import type {RunOptions} from '../run-options.ts'
import {sharedFace} from './shared-face.ts'
import {sharingQuestion} from './sharing-question.ts'

/** A run that others take part in: at its own terminal, and from terminals of their own. */
export type Hosting = Pick<Host, 'record' | 'move' | 'say' | 'present' | 'mayCancel' | 'lost' | 'quit'> & {
  /** The face of this terminal, whose questions are asked everywhere, and what it hears told everywhere. */
  share(face: Face): Face
  /**
   * Lets others in from now on, and with `--share` other users too; how is told at this terminal. Where that can't be, it is
   * said, and the run goes on without. Only the first call does anything.
   */
  listen(): Promise<void>
  /** The run is over: guests hear its last lines. */
  close(lines?: readonly string[]): Promise<void>
}

/** The host's own face, as the host knows it. */
type HostFace = Pick<HostGiven, 'showWheel' | 'showSuggestions' | 'say' | 'hint' | 'cancel' | 'ring' | 'deserted'>

/** What hosting needs of this terminal. */
export type HostingGiven = HostFace & {
  readonly env: Environment
  /** Absolute. */
  readonly root: string
  /** Those at this terminal, the first of whom drives. */
  readonly people: readonly Person[]
  readonly options: Pick<RunOptions, 'mob' | 'commitSteps' | 'share'>
  /** The open question was answered elsewhere. */
  readonly withdraw: () => void
  /** Where no key is read, every question offers to hand the wheel over. */
  readonly offersWheel?: true
}

/** Opens it; nobody can come in before `listen`. */
export function openHosting(given: HostingGiven): Hosting {
  const {env, root, options, withdraw, offersWheel} = given
  const tokens = createTokens({
    random: randomText,
    sha256,
    isSame: isSameText,
    now: () => env.clock.monotonicMs(),
  })
  const host = openHost({
    ...given,
    clock: env.clock,
    later: byTimeout,
    tool: env.version,
    repository: root,
    sha256,
    commitsSteps: options.commitSteps,
    ...(options.mob === undefined ? {} : {turnMs: options.mob * 60_000}),
    tokens,
  })
  const open: Listening[] = []
  let own: Face | undefined
  let isListening = false
  let isOver = false
  const listenTo = async (places: readonly SocketPlace[], needsToken: boolean) => {
    const listening = await listenAt(places, {
      onWire: wire => host.connect(wire, {needsToken}),
      bye: why => JSON.stringify({type: 'bye', why}),
    })
    if (isOver) await listening.close()
    else open.push(listening)
    return listening
  }
  const listenHere = async () => {
    const places = await socketPlaces({root, variables: env.variables, uid: process.getuid?.()})
    // A wizard that just ended lets go of its lock a moment before its guests have left.
    for (let tries = 1; ; tries += 1) {
      try {
        return await listenTo(places, false)
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.code !== 'pair-place-taken' || tries === mostTries)
          throw error
        await wait(retryMs, undefined, {ref: false})
      }
    }
  }
  const listenToOthers = async () => {
    const {path} = await listenTo([await sharedPlace(process.getuid?.())], true)
    await own?.ask(sharingQuestion(path, tokens.issue()))
  }

  return {
    ...host,
    share(face) {
      own = face
      const local: LocalAsk = question => face.ask(question)
      const ask = offersWheel === true ? offeringWheel(local, host) : local
      return {
        ...sharedFace(face, host.tell),
        ask: host.asking((question, signal) => {
          signal.addEventListener('abort', withdraw, {once: true})
          return ask(question, signal)
        }),
      }
    },
    lost() {
      const isLeft = host.lost()
      if (isLeft)
        host.tell({kind: 'said', line: 'The terminal it was started in is gone. The upgrade goes on with you.'})
      return isLeft
    },
    async listen() {
      if (isListening) return
      isListening = true
      void listenHere().catch(error => own?.say(`Nobody can join from another terminal: ${reasonOf(error)}`))
      if (options.share === undefined) return
      await listenToOthers().catch(error => own?.say(`Other users can’t join: ${reasonOf(error)}`))
    },
    async close(lines = []) {
      if (isOver) return
      isOver = true
      host.close(lines)
      await Promise.all(open.map(one => one.close()))
    },
  }
}

function reasonOf(error: unknown): string {
  return problemOf(error)?.detail ?? String(error)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const retryMs = 500
const mostTries = 10
