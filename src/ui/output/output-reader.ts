import type {LogTailer} from '../../domain/ports.ts'
import type {CommandSession} from '../../journal/session.ts'
import {latestProgress} from '../../measure/cargo-progress.ts'
import {createBook} from '../../output/book.ts'
import {type Output, placeOf, readLines} from '../../output/read-lines.ts'
import type {WizardStore} from '../../store/create-wizard-store.ts'
import {emptyTail, type Progress, type Reading, type Tail} from '../../store/view.ts'
import {isAtHand} from './output-page.ts'

/** Reads a command's output for the screen: what is added to it, and whatever part of it somebody looks at. */
export type OutputReader = {
  /** The output of the command in view; undefined before there is one. */
  readonly output: Output | undefined
  /** Moves the reading there, as soon as its lines are at hand; a later move takes its place. */
  go(to: Reading): void
  /** The file and the line in it, from 1, where the shown line stands. */
  placeOf(line: number): Promise<{readonly file: string; readonly line: number} | undefined>
  stop(): void
}

type ReaderOptions = {
  readonly store: WizardStore
  readonly tailer: LogTailer
  /** Off: colours in the output are dropped. */
  readonly hasColor: boolean
}

/** Follows the command in view from command to command until it is stopped. */
export function createOutputReader(options: ReaderOptions): OutputReader {
  const {store} = options
  let following: Following | undefined
  let marker: string | undefined
  const look = () => {
    const {command, running} = store.view()
    if (command?.marker !== marker) {
      following?.stop()
      marker = command?.marker
      following = command === undefined ? undefined : follow(command, options)
    }
    // Nothing more comes: the files are read to their ends once.
    if (running === undefined) following?.stop()
    following?.look()
  }
  look()
  const off = store.published.subscribe(look)
  return {
    get output() {
      return following?.output
    },
    go: to => following?.go(to),
    placeOf: async line => (following === undefined ? undefined : placeOf(following.output, line)),
    stop() {
      off()
      following?.stop()
    },
  }
}

type Following = Pick<OutputReader, 'go'> & {
  readonly output: Output
  /** Sees to it that what the view shows is at hand. */
  look(): void
  stop(): void
}

function follow(command: CommandSession, {store, tailer, hasColor}: ReaderOptions): Following {
  const book = createBook()
  const output: Output = {book, files: command, read: tailer.read}
  let tail = emptyTail
  let progress: Progress | undefined
  let latest = new Uint8Array()
  let latestMove = 0
  let wanted: Reading | undefined

  const isInView = () => store.view().command?.marker === command.marker
  const show = (next: Tail) => {
    tail = next
    if (isInView()) store.setTail(tail)
  }
  const refresh = paced(async () => {
    const totalLines = book.total()
    const kept = Math.max(keptLines, 2 * store.view().local.size.rows)
    const from = Math.max(tail.totalLines, totalLines - kept)
    const added = await readLines(output, from, totalLines - from, hasColor)
    const {progress: _, ...rest} = tail
    progress = latestProgress(new TextDecoder().decode(latest)) ?? progress
    const lines = [...tail.lines, ...added].slice(-kept)
    show({...rest, lines, totalLines, ...(progress === undefined ? {} : {progress})})
  })
  const stopTailing = tailer.follow(command, chunk => {
    book.add(chunk)
    if (chunk.source === 'err') latest = new Uint8Array(chunk.bytes.subarray(-barBytes))
    refresh.soon()
  })
  const go = async (to: Reading) => {
    latestMove += 1
    const move = latestMove
    wanted = to
    const {rows} = store.view().local.size
    if (to.at !== undefined && !isAtHand(tail, to.at.top, rows)) {
      const from = Math.max(0, to.at.top - marginLines)
      const lines = await readLines(output, from, 2 * marginLines + rows, hasColor)
      if (move !== latestMove || !isInView()) return
      show({...tail, window: {from, lines}})
    }
    wanted = undefined
    store.changeLocal({reading: to})
    store.flush()
  }
  let isStopped = false
  return {
    output,
    go: to => void go(to),
    look() {
      const {size, reading} = store.view().local
      if (wanted !== undefined || reading.at === undefined || isAtHand(tail, reading.at.top, size.rows)) return
      void go(reading)
    },
    stop() {
      if (isStopped) return
      isStopped = true
      void stopTailing().then(() => {
        book.close()
        refresh.soon()
      })
    },
  }
}

/** Runs the work now, or again when it is done and a moment has passed: nobody sees more than five frames a second. */
function paced(work: () => Promise<void>): {soon(): void} {
  let isAtWork = false
  let isDue = false
  const run = async () => {
    isAtWork = true
    isDue = false
    await work()
    await new Promise(resolve => setTimeout(resolve, paceMs))
    isAtWork = false
    if (isDue) await run()
  }
  return {
    soon() {
      isDue = true
      if (!isAtWork) void run()
    },
  }
}

const keptLines = 250
const marginLines = 200
const barBytes = 4 * 1024
const paceMs = 150
