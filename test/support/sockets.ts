import {once} from 'node:events'
import {createConnection, type Socket} from 'node:net'
import {onTestFinished} from 'vitest'
import type {Wire} from '../../src/domain/ports.ts'
import {type Listener, type Listening, listenAt} from '../../src/system/listen-socket.ts'
import {type SocketPlace, socketPlaces} from '../../src/system/socket-place.ts'
import {temporaryFolder} from './temporary-folder.ts'

/** The only place of a repository for a login of the test's own. */
export async function ownPlace(runtime = temporaryFolder()): Promise<SocketPlace> {
  const [place] = await socketPlaces({root: runtime, variables: {XDG_RUNTIME_DIR: runtime}, uid: process.getuid?.()})
  if (place === undefined) throw new Error('no place')
  return place
}

/** A host that answers each line with the same line, and keeps what it heard; closed when the test is over. */
export type EchoHost = Listening & {
  readonly wires: Wire[]
  readonly heard: string[]
  readonly whys: (string | undefined)[]
}

export async function echoHost(place: SocketPlace, options: Pick<Listener, 'firstLineMs'> = {}): Promise<EchoHost> {
  const [wires, heard, whys]: [Wire[], string[], (string | undefined)[]] = [[], [], []]
  const onWire = (wire: Wire) => {
    wires.push(wire)
    wire.onClosed(why => whys.push(why))
    wire.onLine(line => {
      heard.push(line)
      wire.send(line)
    })
  }
  const listening = await listenAt([place], {onWire, bye: why => `bye: ${why}`, ...options})
  onTestFinished(() => listening.close())
  return {...listening, wires, heard, whys}
}

/** Everything that a guest is told until the conversation is over. */
export async function toldUntilClosed(wire: Wire): Promise<readonly string[]> {
  const told: string[] = []
  wire.onLine(line => told.push(line))
  await new Promise<void>(resolve => wire.onClosed(() => resolve()))
  return told
}

/** The answer of an echo host, for guests that have asked nothing before. */
export function echoed(wire: Wire, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    wire.onLine(resolve)
    wire.onClosed(why => reject(new Error(`closed: ${why}`)))
    wire.send(line)
  })
}

/** A connection without manners: bytes as they are. */
export async function rawGuest(path: string): Promise<Socket> {
  const socket = createConnection(path)
  socket.on('error', () => undefined)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

/** What comes until the other side ends. */
export async function readToEnd(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', data => {
    text += data
  })
  await once(socket, 'close')
  return text
}
