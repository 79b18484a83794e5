import type {Command, CommandResult} from '../domain/command.ts'
import type {StepPlan} from '../domain/plan.ts'
import type {Problem} from '../domain/problem.ts'

/** Keeps one commit per accepted step. Whoever knows the version control hands it in; without one, nothing is committed. */
export type StepCommits = {
  /** Those of the paths that have changes which no commit has. */
  uncommitted(paths: readonly string[]): Promise<readonly string[]>
  /** Why a step isn't begun whose commit would take these changes along, with the ways out. */
  mixed(paths: readonly string[]): Problem
  /** Commits these files as they stand, and nothing else. What is committed already isn't committed again. */
  commit(wish: CommitWish): Promise<CommitEnd>
}

export type CommitWish = {
  readonly step: StepPlan
  /** `isNew`: it wasn't there before the step. */
  readonly files: readonly {readonly path: string; readonly isNew: boolean}[]
  /** Runs a command with its output in log files and its start and end in the state file. */
  readonly run: (command: Command) => Promise<CommandResult>
  readonly readLog: (path: string, tailBytes: number) => Promise<string>
}

/** `remarks`: what whoever watches should know, a line each. */
export type CommitEnd =
  | {readonly kind: 'committed'; readonly commit: string; readonly remarks: readonly string[]}
  /** None of the files is to be in a commit. */
  | {readonly kind: 'nothing'; readonly remarks: readonly string[]}
  | {readonly kind: 'refused'; readonly problem: Problem}
