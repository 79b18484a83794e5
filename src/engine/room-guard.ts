import type {Command, CommandResult} from '../domain/command.ts'
import type {Shortage} from '../domain/disk-view.ts'
import type {Problem} from '../domain/problem.ts'

/** Watches the room that commands fill, and knows how to make some. What is short, and of how much, is its own business. */
export type RoomGuard = {
  /** Resolves when there is too little room for what runs to go on; with undefined when the signal is aborted first. */
  whenLow(signal: AbortSignal): Promise<Shortage | undefined>
  /** The shortage as it is now; undefined when there is room. */
  now(): Promise<Shortage | undefined>
  /** What is left on the disk that is built on, in bytes; undefined where it isn't known. */
  freeBytes?(): Promise<number | undefined>
  /** The command that cleans what has this name, or why it can't be now, in a sentence. */
  cleaning(name: string): Promise<Command | string>
  /** What to say when a command was cancelled for want of room. */
  problem(shortage: Shortage): Promise<Problem>
  /** Why a command failed, when its output says that there was no room left, or a signal ended it or one of its own. */
  explain(command: Command, result: CommandResult): Promise<Problem | undefined>
}
