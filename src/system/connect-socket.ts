import {createConnection, type Socket} from 'node:net'
import {ProblemError} from '../domain/errors.ts'
import type {Wire} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {checkSocket} from './check-socket.ts'
import {talkOver} from './lines-wire.ts'
import type {SocketPlace} from './socket-place.ts'
import {isSystemError} from './system-error.ts'

/**
 * Joins the wizard that listens at the first of these places where one does. The wire keeps the program alive. Folder and
 * socket are looked at first: at a place that isn't the user's own, anybody could listen.
 *
 * @throws {ProblemError} `pair-nobody-here` when no wizard listens at any of them, `pair-busy` when it takes no more for now,
 *   and others about the place
 */
export async function connectTo(places: readonly SocketPlace[]): Promise<Wire> {
  for (const place of places) {
    if (!(await checkSocket(place))) continue
    const reached = await reach(place.path)
    if (reached === 'busy') throw new ProblemError(busy(place))
    if (reached === 'forbidden') throw new ProblemError(forbidden(place))
    if (reached !== 'nobody') return talkOver(reached, {mostBytes: mostBytesOfHost})
  }
  throw new ProblemError(nobodyHere(places))
}

/**
 * A connection, or why there is none: `nobody` listens, or whoever does has its hands full.
 *
 * @throws for errors of the system that say neither
 */
export function reach(file: string): Promise<Socket | 'nobody' | 'busy' | 'forbidden'> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(file)
    const late = setTimeout(() => {
      socket.destroy()
      resolve('busy')
    }, connectLimitMs)
    socket.once('connect', () => {
      clearTimeout(late)
      resolve(socket)
    })
    socket.once('error', error => {
      clearTimeout(late)
      if (isSystemError(error, 'ENOENT', 'ECONNREFUSED', 'ENOTSOCK')) resolve('nobody')
      else if (isSystemError(error, 'EAGAIN')) resolve('busy')
      else if (isSystemError(error, 'EACCES', 'EPERM')) resolve('forbidden')
      else reject(error)
    })
  })
}

function nobodyHere(places: readonly SocketPlace[]): Problem {
  return {
    code: 'pair-nobody-here',
    title: 'No wizard runs here that could be joined',
    detail: `Nobody listens at ${places.map(({path}) => path).join(' or ')}.`,
    nextSteps: [
      'Start one in another terminal, in the same repository: upgrade-wizard run',
      'To join one elsewhere, name its repository: upgrade-wizard join --repo DIR',
    ],
  }
}

function busy({path}: SocketPlace): Problem {
  return {
    code: 'pair-busy',
    title: 'The wizard does not answer',
    detail: `Too many are waiting at ${path}, or the wizard stands still.`,
    nextSteps: ['Look whether it was stopped (Ctrl-Z), and try again.'],
    path,
  }
}

function forbidden({path}: SocketPlace): Problem {
  return {
    code: 'pair-forbidden',
    title: 'You may not join this wizard',
    detail: `The system refuses the connection to ${path}.`,
    nextSteps: ['Have its user share the session (--share), and name the path that they give you.'],
    path,
  }
}

const connectLimitMs = 2000
/** A host tells a whole session in one line. */
const mostBytesOfHost = 64 * 1024 * 1024
