import type {Command} from './command.ts'

/** What a step put outside of the repository, where an undo of files doesn't reach. */
export type Leftover = {
  /** `Rust 1.86.0 (1.86.0-x86_64-unknown-linux-gnu)` */
  readonly title: string
  /** Why it isn't taken away: something else needs it. */
  readonly keptBecause?: string
  readonly command: Command
  /** Looks anew whether it is gone. */
  isGone(): Promise<boolean>
}
