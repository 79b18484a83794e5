import type {ExtraMeasure} from '../domain/extra-measure.ts'
import type {Person} from '../domain/person.ts'
import type {AnswerPolicy} from '../headless/answer-policy.ts'
import type {Wanted} from '../plan/wanted.ts'

/** Options that every command that looks at a repository takes. */
export type RepositoryOptions = {
  /** Folder at or below the repository's root; the current one when undefined. */
  readonly repo?: string
}

export type PlanOptions = RepositoryOptions & {
  /** Names of the repository's own checks that are to judge the upgrade too, or `all`, or `none`. */
  readonly validate?: readonly string[]
  readonly wanted: Wanted
  /** Step ids or phases; empty for all. */
  readonly only: readonly string[]
  readonly skip: readonly string[]
  /** What is measured though it takes long. */
  readonly measure: readonly ExtraMeasure[]
  /** Ids of the only sets of features that are compiled; empty for those that a run tries by itself. */
  readonly featureSets: readonly string[]
  readonly offline: boolean
  /** Whether cargo is asked what comes with the target. */
  readonly resolve: boolean
}

export type Ui = 'auto' | 'tui' | 'plain' | 'json'

/** What is agreed to beforehand of what the repository brings. */
export type ConsentOptions = {
  /** The SHA-256 of commands that may run, as the question and `plan` show it. */
  readonly allowCommands?: string
  /** As `PlanOptions` has it. */
  readonly validate?: readonly string[]
  /** The id of a session that may be gone on with, though nobody here started it. */
  readonly allowSession?: string
}

export type RunOptions = PlanOptions &
  AnswerPolicy &
  ConsentOptions & {
    readonly ui: Ui
    /** Numbered questions in plain lines instead of a screen. */
    readonly screenReader: boolean
    readonly fresh: boolean
    /** One commit per accepted step. */
    readonly commitSteps: boolean
    /** Those who take part beside whoever is at this machine. */
    readonly pair: readonly Person[]
    /** Who else takes part is asked at the start. */
    readonly asksPeople: boolean
    /** Other users of the machine may join, with a token. */
    readonly share?: true
    /** Minutes of a turn at the wheel. */
    readonly mob?: number
    /** The branch to make first. */
    readonly branch?: string
    /** Bytes that are to stay free on every disk; what fits the disk when undefined. */
    readonly leastFree?: number
  }

/** The options of a run that was asked for in another way than by its command line: as if nothing else had been said. */
export function usualRun(said: Pick<RunOptions, 'wanted'> & Partial<RunOptions>): RunOptions {
  return {
    only: [],
    skip: [],
    measure: [],
    featureSets: [],
    offline: false,
    resolve: true,
    yes: false,
    onFailure: 'auto',
    ui: 'auto',
    screenReader: false,
    fresh: false,
    commitSteps: false,
    pair: [],
    asksPeople: false,
    ...said,
  }
}
