import type {EventEmitter} from 'node:events'
import process from 'node:process'
import type {ReadStream, WriteStream} from 'node:tty'
import {onExit} from 'signal-exit'
import type {Terminal} from '../domain/ports.ts'
import {copyText} from './copy-text.ts'
import {createFrameWriter, type FrameWriter} from './frame-writer.ts'

export type TerminalOptions = {
  readonly input: ReadStream
  readonly output: WriteStream
  /** An error nobody caught; the screen is given back already. Says what happened and ends the process. */
  readonly onCrash: (error: unknown) => void
  /** Left on the normal screen when a signal, or an exit, ends everything at once. */
  readonly farewell: readonly string[]
}

/** The terminal as the wizard uses it. Nothing is written before `enter`. */
export function openTerminal({input, output, onCrash, farewell}: TerminalOptions): Terminal {
  const frames = createFrameWriter(output)
  const screen = createScreen(input, output, frames)
  const resizeListeners = new Set<() => void>()
  let unhook: (() => void) | undefined
  let jobControl: (() => void) | undefined

  const leave = (summary: readonly string[] = []) => {
    if (unhook === undefined) return
    unhook()
    unhook = undefined
    screen.hide()
    if (summary.length > 0) output.write(`${summary.join('\n')}\n`)
  }
  const crashed = (error: unknown) => {
    leave()
    onCrash(error)
  }
  const resized = () => {
    frames.repaint()
    for (const listener of resizeListeners) listener()
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
      if (unhook !== undefined) return
      const hooks = [
        onExit(() => leave(farewell), {alwaysLast: true}),
        // Not `resize`: a size that changed and changed back is no event, but the terminal has cut the rows.
        listen(process, 'SIGWINCH', resized),
        listen(process, 'uncaughtException', crashed),
        listen(process, 'unhandledRejection', crashed),
        () => jobControl?.(),
      ]
      unhook = () => {
        for (const off of hooks) off()
      }
      jobControl = followJobControl(screen)
      screen.show()
    },
    leave,
    repaint: () => frames.repaint(),
    // The whole group, as the terminal itself would: npx and npm stand between us and the shell.
    suspend: () => process.kill(0, 'SIGTSTP'),
    lend(use) {
      if (unhook === undefined) return use()
      // Stopped together with the program that has the terminal, as if there were no wizard between it and the shell.
      jobControl?.()
      screen.hide()
      try {
        return use()
      } finally {
        jobControl = followJobControl(screen)
        screen.comeBack()
      }
    },
    copy: text => copyText(text, sequence => output.write(sequence)),
    ring: () => screen.ring(),
  }
}

type Screen = {
  show(): void
  hide(): void
  /** The shell had the terminal: everything is set and drawn again. */
  comeBack(): void
  ring(): void
}

/** The alternate screen and the modes that go with it; asking twice for what is so already does nothing. */
function createScreen(input: ReadStream, output: WriteStream, frames: FrameWriter): Screen {
  let isShown = false
  const show = () => {
    if (isShown) return
    isShown = true
    output.write(enterScreen)
    // At once: what is typed before anybody reads it must not be echoed over the frame.
    setRaw(input, true)
    frames.start()
  }
  return {
    show,
    hide() {
      if (!isShown) return
      isShown = false
      frames.stop()
      output.write(leaveScreen)
      setRaw(input, false)
    },
    comeBack() {
      setRaw(input, false)
      setRaw(input, true)
      show()
      frames.repaint()
    },
    ring() {
      if (isShown) output.write('\x07')
    },
  }
}

/** Gives the terminal to the shell while the job is stopped. The returned function ends that. */
function followJobControl(screen: Screen): () => void {
  let isOver = false
  // The default action is what stops the process: a group without a shell to continue it must not be stopped for ever,
  // and only the kernel knows (it ignores the signal then).
  const stopped = () => {
    screen.hide()
    process.off('SIGTSTP', stopped)
    process.kill(process.pid, 'SIGTSTP')
    setTimeout(continued, wakeMs)
  }
  const continued = () => {
    if (isOver) return
    process.off('SIGTSTP', stopped)
    process.on('SIGTSTP', stopped)
    screen.comeBack()
  }
  process.on('SIGTSTP', stopped)
  process.on('SIGCONT', continued)
  return () => {
    isOver = true
    process.off('SIGTSTP', stopped)
    process.off('SIGCONT', continued)
  }
}

function listen(emitter: EventEmitter, event: string, listener: (value: unknown) => void): () => void {
  emitter.on(event, listener)
  return () => emitter.off(event, listener)
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
