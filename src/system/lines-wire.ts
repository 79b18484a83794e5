import type {Socket} from 'node:net'
import type {Wire} from '../domain/ports.ts'
import {createLineCutter} from './cut-lines.ts'
import {createEnd} from './end-wire.ts'
import {createBucket, type Rate} from './token-bucket.ts'

/** What the other side has to keep to. */
export type WireRules = {
  /** Of a line that comes. */
  readonly mostBytes: number
  /** Of lines that come; absent: as many as there are. */
  readonly rate?: Rate
  /** The first line comes within this time; absent: whenever it comes. */
  readonly firstLineMs?: number
  /** The last line to whom is turned away, with the reason in it. */
  readonly bye?: (why: string) => string
}

/**
 * Speaks in lines over a socket. Nothing is read before somebody hears the lines. Who breaks a rule is told and turned away;
 * so is whose line makes the hearer throw, for what a guest says must not stop a host. Errors of the socket end the
 * conversation and nothing else.
 */
export function talkOver(socket: Socket, rules: WireRules): Wire {
  const end = createEnd(socket)
  const breakOff = (why: string) => end.now(why, rules.bye?.(why))
  const firstLineCame = expectFirstLine(socket, rules.firstLineMs, breakOff)
  let isBehind = false
  return {
    send(line) {
      if (!end.isOpen()) return false
      // As bytes: of text, Node counts the letters that wait.
      socket.write(Buffer.from(`${line}\n`))
      isBehind = socket.writableLength > mostWaitingBytes
      return !isBehind
    },
    onLine(hear) {
      const heard = (line: string) => {
        firstLineCame()
        hear(line)
      }
      const listen = createEar(rules, heard, breakOff)
      socket.on('data', piece => {
        if (end.isOpen()) listen(piece, end.isOpen)
      })
    },
    onDrained(run) {
      socket.on('drain', () => {
        const was = isBehind
        isBehind = false
        if (was && end.isOpen()) run()
      })
    },
    onClosed: end.onOver,
    close: end.leave,
  }
}

/** The returned function is for when it came. */
function expectFirstLine(socket: Socket, limitMs: number | undefined, breakOff: (why: string) => void): () => void {
  if (limitMs === undefined) return () => undefined
  const late = setTimeout(() => breakOff('nothing was said'), limitMs).unref()
  const stop = () => clearTimeout(late)
  socket.once('close', stop)
  return stop
}

type Ear = (piece: Buffer, isOpen: () => boolean) => void

function createEar({mostBytes, rate}: WireRules, hear: (line: string) => void, breakOff: (why: string) => void): Ear {
  const cut = createLineCutter(mostBytes)
  const isInTime = rate === undefined ? () => true : createBucket(rate)
  return (piece, isOpen) => {
    const {lines, broken} = cut(piece)
    for (const line of lines) {
      if (!isOpen()) return
      if (!isInTime()) return breakOff('too many lines came at once')
      try {
        hear(line)
      } catch {
        return breakOff('a line could not be dealt with')
      }
    }
    if (broken !== undefined) breakOff(broken)
  }
}

const mostWaitingBytes = 256 * 1024
