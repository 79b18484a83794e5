/** One way back that `upgrade-wizard undo` has as long as the state file is there. */
export type UndoWay = {
  readonly command: string
  /** What it takes back, in a few words. */
  readonly title: string
  readonly steps: number
  readonly files: number
  /** Why it is refused as things stand; null where it isn't. */
  readonly refused: string | null
  /** What it leaves in place outside of the repository, a sentence each. */
  readonly stays: readonly string[]
}

/** How git alone takes the upgrade back, once the state file is gone. */
export type GitWay = {
  /** Commands, in their order. */
  readonly commands: readonly string[]
  /** Files that git doesn't have as they were: only the state file does. */
  readonly onlyInState: readonly string[]
}

/** The ways back as things stand. */
export type WaysBack = {
  readonly undo: readonly UndoWay[]
  /** Null without git, without a commit to go back to, and where nothing is changed. */
  readonly git: GitWay | null
}
