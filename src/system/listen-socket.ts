import {chmod, lstat, rename, rm, rmdir} from 'node:fs/promises'
import {createServer, type Server, type Socket} from 'node:net'
import path from 'node:path'
import {quoted} from '../domain/command.ts'
import {BugError, ProblemError} from '../domain/errors.ts'
import type {Wire} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {isSocketAt, makeFolderFor} from './check-socket.ts'
import {reach} from './connect-socket.ts'
import {endGently} from './end-wire.ts'
import {talkOver} from './lines-wire.ts'
import {randomText} from './secret-text.ts'
import type {SocketPlace} from './socket-place.ts'

export type Listening = {
  readonly path: string
  /** Ends every conversation, within a second, and removes the socket unless another one has taken its place. */
  close(): Promise<void>
}

export type Listener = {
  /** Somebody connected. Hears the wire at once. */
  readonly onWire: (wire: Wire) => void
  /** The last line to whom is turned away, with the reason in it. */
  readonly bye: (why: string) => string
  /** For tests. */
  readonly firstLineMs?: number
}

/**
 * Listens for those who join, at the first of these places that the system lets it make. To be called by whoever holds the lock
 * of the repository: a socket that nobody listens at is then a dead wizard's, and is replaced. Nothing else is ever removed.
 * What goes wrong with a guest afterwards ends that conversation alone. Waiting for guests doesn't keep the program alive;
 * talking with them does.
 *
 * @throws {ProblemError} where a place isn't as it has to be, or somebody listens there; the system's error where it lets none
 *   be made
 */
export async function listenAt(places: readonly SocketPlace[], listener: Listener): Promise<Listening> {
  let refusal: unknown = new BugError('no place to listen at')
  for (const place of places) {
    try {
      return await listenAtOne(place, listener)
    } catch (error) {
      if (error instanceof ProblemError) throw error
      refusal = error
    }
  }
  throw refusal
}

async function listenAtOne(place: SocketPlace, listener: Listener): Promise<Listening> {
  const uid = await makeFolderFor(place)
  await makeWay(place.path, uid)
  // Node removes the path that it listened at when it stops, whatever is there by then. So it listens at one of its own, which
  // is renamed: nobody can connect before the permissions are right, and what takes its place is left alone. The name is
  // shorter than that of the place, for the same reason as there.
  const waiting = path.join(place.folder, `.${randomText().slice(0, 8)}`)
  const wires = new Set<Wire>()
  const server = createServer(socket => receive(socket, wires, listener))
  try {
    await started(server, waiting)
    await chmod(waiting, place.isShared ? 0o666 : 0o600)
    await rename(waiting, place.path)
  } catch (error) {
    server.close()
    throw error
  }
  const mine = await identity(place.path)
  return {path: place.path, close: () => close(server, wires, place, mine)}
}

/** Removes a socket that nobody listens at. */
async function makeWay(file: string, uid: number): Promise<void> {
  if (!(await isSocketAt(file, uid))) return
  const reached = await reach(file)
  if (reached === 'nobody') {
    await rm(file, {force: true})
    return
  }
  if (typeof reached !== 'string') reached.destroy()
  throw new ProblemError(taken(file))
}

function started(server: Server, file: string): Promise<void> {
  // Guests that are told that there is no room are guests for that long.
  server.maxConnections = 2 * mostGuests
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(file, () => {
      server.off('error', reject)
      // A guest that can't be let in for want of descriptors may try again.
      server.on('error', () => undefined)
      resolve()
    })
  })
}

function receive(socket: Socket, wires: Set<Wire>, {onWire, bye, firstLineMs = 5000}: Listener): void {
  if (wires.size >= mostGuests) {
    socket.on('error', () => undefined)
    endGently(socket, bye(`there are ${mostGuests} guests already`))
    return
  }
  const wire = talkOver(socket, {mostBytes: mostBytesOfGuest, rate, firstLineMs, bye})
  wires.add(wire)
  socket.once('close', () => wires.delete(wire))
  onWire(wire)
}

async function close(
  server: Server,
  wires: ReadonlySet<Wire>,
  {path: file, folder, isShared}: SocketPlace,
  mine: string | undefined,
): Promise<void> {
  // While we listen nobody takes the place of our socket, so that it can't be another's by the time it is removed.
  if (mine !== undefined && (await identity(file)) === mine) await rm(file, {force: true}).catch(() => undefined)
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  const left = [...wires].map(wire => new Promise<void>(resolve => wire.onClosed(() => resolve())))
  for (const wire of wires) wire.close()
  await Promise.all([closed, ...left])
  if (isShared) await rmdir(folder).catch(() => undefined)
}

/** Of a file: the number alone is given to another one when it is removed. */
async function identity(file: string): Promise<string | undefined> {
  const found = await lstat(file, {bigint: true}).catch(() => undefined)
  return found && `${found.dev} ${found.ino} ${found.ctimeNs}`
}

function taken(file: string): Problem {
  return {
    code: 'pair-place-taken',
    title: 'Somebody listens already where this wizard could be joined',
    detail: `A program of yours has the socket ${file}. The wizard leaves it alone, and nobody can join this one.`,
    nextSteps: [`See which program it is: lsof ${quoted(file)}`],
    path: file,
  }
}

const mostGuests = 8
const mostBytesOfGuest = 64 * 1024
const rate = {perSecond: 50, burst: 100}
