/** What a command is good for, before an upgrade and after it. */
export type Purpose = 'test' | 'build' | 'lint' | 'bench' | 'audit' | 'container' | 'wasm'

/** A command of the repository's own that may serve as a check before and after. Only a proposal: nothing here runs it. */
export type ValidationCommand = {
  /** Words, never a shell string. */
  readonly argv: readonly [string, ...string[]]
  /** Where it is to be run: relative to the repository's root, which is the empty string. */
  readonly folder: string
  readonly purpose: Purpose
  /** Where it is stated. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** Why it is proposed, as a clause: `runs cargo test --all-features`. */
  readonly why: string
  /** What it runs in the end, word by word, as far as that can be read: a target's recipe, an alias's meaning, itself. */
  readonly runs: readonly (readonly string[])[]
}

/** A line of a workflow that checks something and can't be run here as it stands. */
export type UnrunCheck = {
  readonly line: number
  readonly path: string
  /** As it is written, on one line. */
  readonly text: string
  /** As a clause: `it needs a shell`. */
  readonly why: string
}

/** In the order in which they are shown. */
export const purposes: readonly Purpose[] = ['test', 'build', 'lint', 'bench', 'audit', 'wasm', 'container']

export type Checks = {readonly commands: readonly ValidationCommand[]; readonly unrun: readonly UnrunCheck[]}
