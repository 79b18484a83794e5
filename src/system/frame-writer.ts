import {columnWidth} from '../domain/column-width.ts'
import {rowPatch} from './row-patch.ts'

/** The part of a terminal stream that frames are written to. */
export type FrameSink = {
  readonly columns?: number
  readonly rows?: number
  readonly writableNeedDrain?: boolean
  write(text: string): boolean
  once(event: 'drain', listener: () => void): unknown
}

export type FrameWriter = {
  /** Shows a frame: only what differs is written, each stretch at its own address. */
  draw(frame: string): void
  /** Writes every row of the latest frame again. */
  repaint(): void
  /** From here on frames are only remembered. */
  stop(): void
  start(): void
}

/**
 * Puts whole frames on the alternate screen. It never clears the screen or the scrollback, never wraps, and leaves a
 * frame out while the terminal hasn't taken the one before: only the newest is worth showing.
 */
export function createFrameWriter(sink: FrameSink): FrameWriter {
  let latest: readonly string[] = []
  let shown: readonly string[] | undefined
  let isOn = false
  let isWaiting = false

  const flush = () => {
    if (!isOn || isWaiting) return
    const next = visible(latest, sink)
    const patch = patchOf(shown, next, sink.columns ?? 80)
    shown = next
    if (patch === '') return
    if (sink.write(beginUpdate + patch + endUpdate) || sink.writableNeedDrain !== true) return
    isWaiting = true
    sink.once('drain', () => {
      isWaiting = false
      flush()
    })
  }

  return {
    draw(frame) {
      latest = frame.split('\n')
      flush()
    },
    repaint() {
      shown = undefined
      flush()
    },
    stop() {
      isOn = false
    },
    start() {
      isOn = true
      shown = undefined
      if (latest.length > 0) flush()
    },
  }
}

function visible(frame: readonly string[], sink: FrameSink): readonly string[] {
  const rows = sink.rows ?? 24
  return Array.from({length: rows}, (_, at) => frame[at] ?? '')
}

function patchOf(before: readonly string[] | undefined, after: readonly string[], columns: number): string {
  return after
    .map((row, at) => {
      const was = before?.[at]
      if (was === row) return ''
      return (was === undefined ? undefined : rowPatch(was, row, at + 1, columns)) ?? wholeRow(row, at + 1, columns)
    })
    .join('')
}

function wholeRow(row: string, y: number, columns: number): string {
  return `\x1b[${y};1H${row}\x1b[0m${restOf(row, columns)}`
}

/** Erasing to the right of a row that fills the line would take its last cell: the cursor still stands on it. */
function restOf(row: string, columns: number): string {
  // A character takes two columns at most, so most rows need no measuring.
  return row.length * 2 >= columns && columnWidth(row) >= columns ? '' : '\x1b[K'
}

// Synchronized update; ignored where it isn't known. Never an erase-display inside it (tmux #5340).
const beginUpdate = '\x1b[?2026h'
const endUpdate = '\x1b[?2026l'
