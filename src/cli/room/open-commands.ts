import type {TimedEvent} from '../../journal/fold.ts'

/** A command that runs now. `isAside`: it cleans. */
export type OpenCommand = {readonly argv: readonly string[]; readonly isPaused: boolean; readonly isAside: boolean}

/** What an event means to whoever watches what commands do to the disks. */
export type Hearing = 'nothing' | 'look' | 'count'

export type OpenCommands = {
  all(): readonly OpenCommand[]
  hear(event: TimedEvent['event']): Hearing
}

/** Keeps the commands that run now, from the session's events. */
export function openCommands(): OpenCommands {
  const open = new Map<string, OpenCommand>()
  return {
    all: () => [...open.values()],
    hear(event) {
      switch (event.type) {
        case 'command-started':
          open.set(event.marker, {argv: event.argv, isPaused: false, isAside: event.isAside === true})
          return 'look'
        case 'command-paused':
        case 'command-resumed': {
          // Of a command that an earlier wizard started nothing is known but this.
          const command = open.get(event.marker) ?? {argv: [], isAside: false}
          open.set(event.marker, {...command, isPaused: event.type === 'command-paused'})
          return 'look'
        }
        case 'command-ended': {
          const wasCleaning = open.get(event.marker)?.isAside === true
          open.delete(event.marker)
          return wasCleaning ? 'count' : 'look'
        }
        // What a step leaves is counted once it is over.
        case 'step-verified':
        case 'step-failed':
          return 'count'
        default:
          return 'nothing'
      }
    },
  }
}
