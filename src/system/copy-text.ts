import {spawnSync} from 'node:child_process'
import process from 'node:process'

/**
 * Puts a text into the clipboard: the terminal is asked to (OSC 52). Inside tmux, which by default takes no such wish from
 * programs, tmux itself is: it keeps the text and hands it on. Undefined when it was asked; nobody says whether it was done.
 */
export function copyText(text: string, write: (sequence: string) => void): string | undefined {
  if (!process.env.TMUX) {
    write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`)
    return undefined
  }
  // Before tmux 3.2 a buffer can't be handed on: it is for pasting within tmux then.
  const isDone = loadBuffer(text, ['-w', '-']) || loadBuffer(text, ['-'])
  return isDone ? undefined : 'tmux took nothing to copy'
}

function loadBuffer(text: string, args: readonly string[]): boolean {
  const {status} = spawnSync('tmux', ['load-buffer', ...args], {
    input: text,
    timeout: 1000,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  return status === 0
}
