import {BugError, ProblemError} from '../domain/errors.ts'
import type {AppendFile, Clock, Codec} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {JournalEvent} from './event.ts'
import {fold, foldAll, type TimedEvent} from './fold.ts'
import {type Happening, happening, mostHappenings} from './happening.ts'
import {headerLine, lineOf, readLines} from './lines.ts'
import {contentIn, type Span} from './read-line.ts'
import type {Session} from './session.ts'

/** The state file, opened for writing by the one wizard that holds the lock. */
export interface Journal {
  /** Undefined before `session-started`. */
  readonly session: Session | undefined
  /** Bytes of a torn last line that were cut off when it was opened; 0 in a file that was closed well. */
  readonly tornBytes: number
  /** What had happened when it was opened, oldest first; the last ten thousand. */
  readonly happened: readonly Happening[]
  /** On disk (fsync) when it resolves; listeners hear the events afterwards, in order. */
  append(...events: readonly JournalEvent[]): Promise<void>
  /** Saves a content once; returns its SHA-256. */
  save(bytes: Uint8Array): Promise<string>
  /** The SHA-256 that `save` would give; nothing is written. */
  hash(bytes: Uint8Array): string
  /** A content saved earlier. A missing one is a damaged state file: ProblemError. */
  content(sha256: string): Uint8Array
  listen(listener: (event: TimedEvent) => void): () => void
}

type Ports = {readonly file: AppendFile; readonly codec: Codec; readonly clock: Clock}

/** What can be read without taking part. */
export type JournalView = Pick<Journal, 'session' | 'content'>

/** The state file as far as it can be read. Writes nothing, needs no lock; throws as `openJournal` does. */
export async function readJournal({
  file,
  codec,
}: Pick<Ports, 'file' | 'codec'>): Promise<JournalView & Pick<Journal, 'tornBytes'>> {
  const read = readLines((await file.read()) ?? new Uint8Array(), codec)
  if (read.kind === 'refused') throw new ProblemError(read.problem)
  return {
    session: foldRead(read.events),
    content: savedContents({file, codec}, read.contents).content,
    tornBytes: read.tornBytes,
  }
}

/** Opens or creates the state file. Throws a ProblemError when it is damaged, newer than this wizard, or hostile. */
export async function openJournal({file, codec, clock}: Ports): Promise<Journal> {
  const existing = await file.read()
  const read = readLines(existing ?? new Uint8Array(), codec)
  if (read.kind === 'refused') throw new ProblemError(read.problem)
  const happened: Happening[] = []
  let session = foldRead(read.events, (before, timed) => {
    const one = happening(before, timed)
    if (one !== undefined) happened.push(one)
  })
  if (read.tornBytes > 0) await file.truncate(read.goodBytes)

  const contents = savedContents({file, codec}, read.contents)
  const listeners = new Set<(event: TimedEvent) => void>()
  let {last, goodBytes: sizeBytes} = read

  async function write(events: readonly JournalEvent[]): Promise<void> {
    const timed = events.map(event => ({at: clock.now().toISOString(), event}))
    // Folded before it is written: an event that can't follow must not get into the file, which no one could open then.
    const sessions: Session[] = []
    for (const one of timed) sessions.push(fold(sessions.at(-1) ?? session, one))
    if (sizeBytes === 0) await add(headerLine)
    for (const [index, one] of timed.entries()) {
      const line = lineOf(one, last, codec)
      await add(line.text)
      last = line.last
      if (one.event.type === 'content-saved')
        contents.keep(one.event.sha256, contentIn(sizeBytes, one.event.gzip.length))
      session = sessions[index]
      for (const listener of listeners) listener(one)
    }
  }

  /** A line at a time: then whatever a power cut leaves of it, blocks of zeros too, is the last line. */
  async function add(line: string): Promise<void> {
    const bytes = encoder.encode(line)
    await file.append(bytes)
    sizeBytes += bytes.length
  }

  // One write at a time, in the order of the calls: a note may arrive while a step is being recorded.
  let queue: Promise<void> = Promise.resolve()
  function inTurn(act: () => Promise<void>): Promise<void> {
    const acted = queue.then(act)
    queue = acted.catch(() => undefined)
    return acted
  }

  return {
    get session() {
      return session
    },
    tornBytes: read.tornBytes,
    happened: happened.slice(-mostHappenings),
    append: (...events) => inTurn(() => write(events)),
    async save(bytes) {
      const sha256 = codec.sha256(bytes)
      // Asked in the queue's turn: the same content may be on its way already.
      await inTurn(async () => {
        if (!contents.has(sha256)) await write([{type: 'content-saved', sha256, gzip: codec.gzipBase64(bytes)}])
      })
      return sha256
    },
    hash: bytes => codec.sha256(bytes),
    content: contents.content,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The contents that a state file holds: where they are in it, packed. They are read when they are asked for. */
function savedContents({file, codec}: Pick<Ports, 'file' | 'codec'>, contents: ReadonlyMap<string, Span>) {
  const spans = new Map(contents)
  return {
    has: (sha256: string) => spans.has(sha256),
    keep: (sha256: string, span: Span) => spans.set(sha256, span),
    content(sha256: string): Uint8Array {
      const span = spans.get(sha256)
      const bytes = span === undefined ? undefined : unpack(codec, file.readPart(span.start, span.end))
      if (bytes === undefined || codec.sha256(bytes) !== sha256) throw new ProblemError(contentMissing(sha256))
      return bytes
    },
  }
}

/** Events that can't have happened in this order are a damaged or hostile file, not a mistake of ours. */
function foldRead(...given: Parameters<typeof foldAll>): Session | undefined {
  try {
    return foldAll(...given)
  } catch (error) {
    if (error instanceof BugError) throw new ProblemError(outOfOrder(error.message))
    throw error
  }
}

function unpack(codec: Codec, packed: Uint8Array): Uint8Array | undefined {
  try {
    return codec.gunzipBase64(new TextDecoder('latin1').decode(packed), maxContentBytes)
  } catch {
    return undefined
  }
}

function outOfOrder(detail: string): Problem {
  return {
    code: 'state-refused',
    title: 'The state file tells a story that cannot have happened',
    detail: `${detail}. Nothing was done.`,
    nextSteps: ['`upgrade-wizard run --fresh` puts the file aside and starts anew; your files stay as they are.'],
    path: '.upgrade-wizard/state.jsonl',
  }
}

function contentMissing(sha256: string): Problem {
  return {
    code: 'state-content-missing',
    title: 'A saved content is missing from the state file',
    detail: `Nothing in .upgrade-wizard/state.jsonl unpacks to SHA-256 ${sha256}.`,
    nextSteps: ['Restore .upgrade-wizard/state.jsonl from a backup, or restore the files with git.'],
  }
}

const encoder = new TextEncoder()
const maxContentBytes = 256 * 1024 * 1024
