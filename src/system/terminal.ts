import process from 'node:process'
import type {ReadStream, WriteStream} from 'node:tty'
import {onExit} from 'signal-exit'
import {createFrameWriter} from './frame-writer.ts'

export type Terminal = {
  /** What Ink reads keys from. */
  readonly input: ReadStream
  /** What Ink writes frames to: whole frames go in, only what differs goes to the terminal. */
  readonly output: WriteStream
  size(): {readonly columns: number; readonly rows: number}
  /** The returned function takes the listener off. */
  onResize(listener: () => void): () => void
  /** Takes the alternate screen; from here on every way out gives it back. */
  enter(): void
  /** Gives the screen back and prints the lines on the normal one. Synchronous; a second call does nothing. */
  leave(summary?: readonly string[]): void
  repaint(): void
  /** What Ctrl-Z means: the shell has the terminal until the job is continued. */
  suspend(): void
  /** Marks the window where the terminal or tmux shows that. */
  ring(): void
}

export type TerminalOptions = {
  readonly input: ReadStream
  readonly output: WriteStream
  /** An error nobody caught; the screen is given back already. Says what happened and ends the process. */
  readonly onCrash: (error: unknown) => void
}

/** The terminal as the wizard uses it. Nothing is written before `enter`. */
export function openTerminal({input, output, onCrash}: TerminalOptions): Terminal {
  const frames = createFrameWriter(output)
  const resizeListeners = new Set<() => void>()
  let isEntered = false
  let isShown = false
  let removeExitHook: (() => void) | undefined

  const show = () => {
    if (isShown) return
    isShown = true
    output.write(enterScreen)
    frames.start()
  }
  const hide = () => {
    if (!isShown) return
    isShown = false
    frames.stop()
    output.write(leaveScreen)
    setRaw(input, false)
  }
  const leave = (summary: readonly string[] = []) => {
    if (!isEntered) return
    isEntered = false
    hide()
    removeExitHook?.()
    output.off('resize', resized)
    for (const event of ['uncaughtException', 'unhandledRejection']) process.off(event, crashed)
    process.off('SIGTSTP', stopped)
    process.off('SIGCONT', continued)
    if (summary.length > 0) output.write(`${summary.join('\n')}\n`)
  }
  const resized = () => {
    frames.repaint()
    for (const listener of resizeListeners) listener()
  }
  const crashed = (error: unknown) => {
    leave()
    onCrash(error)
  }
  // The default action is what stops the process: a group without a shell to continue it must not be stopped for ever,
  // and only the kernel knows (it ignores the signal then).
  const stopped = () => {
    hide()
    process.off('SIGTSTP', stopped)
    process.kill(process.pid, 'SIGTSTP')
    setTimeout(continued, wakeMs)
  }
  const continued = () => {
    if (!isEntered) return
    process.off('SIGTSTP', stopped)
    process.on('SIGTSTP', stopped)
    setRaw(input, false)
    setRaw(input, true)
    show()
    frames.repaint()
  }

  return {
    input,
    output: frameStream(output, frame => frames.draw(frame)),
    size: () => ({columns: output.columns || 80, rows: output.rows || 24}),
    onResize(listener) {
      resizeListeners.add(listener)
      return () => resizeListeners.delete(listener)
    },
    enter() {
      if (isEntered) return
      isEntered = true
      removeExitHook = onExit(() => leave(), {alwaysLast: true})
      output.on('resize', resized)
      for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, crashed)
      process.on('SIGTSTP', stopped)
      process.on('SIGCONT', continued)
      show()
    },
    leave,
    repaint: () => frames.repaint(),
    // The whole group, as the terminal itself would: npx and npm stand between us and the shell.
    suspend: () => process.kill(0, 'SIGTSTP'),
    ring: () => {
      if (isShown) output.write('\x07')
    },
  }
}

/** The stream as Ink wants it, with `write` going to the frame writer and nothing else reaching the terminal. */
function frameStream(output: WriteStream, draw: (frame: string) => void): WriteStream {
  const ignore = () => stream
  const stream: WriteStream = Object.create(output, {
    // Ink ends with a write that only waits; a bare newline is its last line for CI logs.
    write: {
      value: (text: string, done?: unknown) => {
        if (text.trim() !== '') draw(text)
        if (typeof done === 'function') setImmediate(() => done())
        return true
      },
    },
    // Not a terminal for Ink: cursor, clearing and resizing are done here.
    isTTY: {value: false},
    columns: {get: () => output.columns || 80},
    rows: {get: () => output.rows || 24},
    ...Object.fromEntries(['on', 'once', 'off', 'addListener', 'removeListener'].map(name => [name, {value: ignore}])),
  })
  return stream
}

function setRaw(input: ReadStream, isRaw: boolean): void {
  if (input.isTTY && !input.destroyed) input.setRawMode(isRaw)
}

// Alternate screen, cursor hidden, no wrapping, bracketed paste; and all of it back.
const enterScreen = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h'
const leaveScreen = '\x1b[?2004l\x1b[?7h\x1b[0m\x1b[?25h\x1b[?1049l'
const wakeMs = 100
