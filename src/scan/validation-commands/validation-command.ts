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
}

/** A check as its place states it, with the whole of what it runs where that is known: another name for the same adds nothing. */
export type StatedCommand = ValidationCommand & {readonly runs?: string}

/** In the order in which they are shown. */
export const purposes: readonly Purpose[] = ['test', 'build', 'lint', 'bench', 'audit', 'wasm', 'container']
