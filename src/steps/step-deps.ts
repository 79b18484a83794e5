import type {Knowledge} from '../diagnose/match-change.ts'
import type {ExtraMeasure} from '../domain/extra-measure.ts'
import type {Limits} from '../domain/limits.ts'
import type {MachineFiles} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import type {OwnArtifact} from '../measure/own-artifacts.ts'
import type {RewrittenCode} from '../rules/rewrite-code.ts'
import type {JudgingCommand} from '../settings/own-command.ts'
import type {TeamRewrite} from '../team-rules/run-team-rules.ts'
import type {CargoSetting} from './cargo.ts'

/** A third-party crate that keeps another wasmtime than the target's in a lockfile. */
export type HeldBy = {
  readonly name: string
  readonly version: string
  /** `wasmtime 24.0.5`. */
  readonly holds: string
  readonly lockfile: string
  /** The newest release with which the target can be used; the locked one when that would do. Null when none is known. */
  readonly to: string | null
  /** `name@version` of each package from the holder to the one that asks for wasmtime. */
  readonly through: readonly string[]
  /** Why it stays, where it does. */
  readonly why: string
}

/**
 * Commands of the repository's own, as its settings name them now, and found ones that were chosen; refused while nobody agreed to
 * exactly those of the settings. `skipped`: found ones that nobody agreed to as they stand now.
 */
export type AgreedCommands =
  | {
      readonly kind: 'agreed'
      readonly commands: readonly JudgingCommand[]
      readonly skipped?: readonly {readonly what: string; readonly why: string}[]
    }
  /** `commands`: what nobody agreed to, where that can be told. */
  | {readonly kind: 'refused'; readonly problem: Problem; readonly commands?: readonly JudgingCommand[]}

/** A program of this machine that knows advisories, never one of the repository's. */
export type AuditTool = {
  readonly name: 'cargo-audit' | 'cargo-deny'
  /** Absolute. */
  readonly program: string
}

/** A branch that was asked for by name, and how git stands to it. */
export type WantedBranch = {
  readonly name: string
  look(): Promise<{
    /** Null when HEAD is detached, and without git. */
    readonly current: string | null
    readonly head: string | null
    /** Why it can't be made. */
    readonly inTheWay?: Problem
  }>
}

/** What times are measured with. */
export type TimeTools = {
  /** Why there is no time after an edit to be measured; undefined where there is. */
  whyNotIncremental(): Promise<string | undefined>
  /** Makes cargo build these crates anew at its next call, as after an edit; no source is touched. */
  makeStale(crates: readonly OwnArtifact[]): Promise<unknown>
  /** An empty folder for a build from nothing, or why there can't be one. */
  coldFolder(): Promise<{readonly folder: string; remove(): Promise<void>} | {readonly why: string}>
}

/** What a repository stated before its upgrade, as the session's start recorded it. */
export type StatedBefore = {
  /** Rust versions, in the spellings they had. */
  readonly rust: readonly string[]
  /** Family crate → its requirements, as written. */
  readonly requirements: Readonly<Record<string, readonly string[]>>
  /** Ids of the plan's steps. */
  readonly planned: readonly string[]
}

/** What the step kinds are made from. Commands come from here and from the kinds, never from the state file. */
export type StepDeps = {
  readonly target: Target
  readonly cargo: CargoSetting
  /** How much worse each number may become. */
  readonly limits: Limits
  /** What is measured though it takes long. */
  readonly measure: ReadonlySet<ExtraMeasure>
  /** Ids of the only sets of features that are compiled; none for all that are tried. */
  readonly featureSets?: readonly string[]
  /** Ids of steps that were not wanted: what only they would compare isn't measured. */
  readonly leftOut?: ReadonlySet<string>
  /** What builds leave, wherever that is. */
  readonly files: Pick<MachineFiles, 'list' | 'readText' | 'size' | 'modifiedAt'>
  /** An empty folder for what one run of the benches writes; absolute. `remove` takes it away once it was read. */
  benchFolder(): Promise<{readonly folder: string; remove(): Promise<void>}>
  /** The branch that was asked for, if one was. */
  readonly branch?: WantedBranch
  /** No times are measured without. */
  readonly times?: TimeTools
  /** Undefined where no session recorded it. */
  readonly before?: StatedBefore
  /** Reads the repository anew: a step believes what stands in the tree, not what was planned. */
  survey(): Promise<Survey>
  /** Who keeps another wasmtime than the target's, as lockfiles and registry tell now. */
  holders(): Promise<readonly HeldBy[]>
  /** What the rules make of the code as it stands now, from the majors it was written for to the target's. */
  rewriteCode(): Promise<RewrittenCode>
  /** Looks at the toolchains of this machine anew; `cargo` has the one that is best for the target from then on. */
  toolchains(): Promise<Toolchains>
  /** The breaking changes on the way to the target, and where the code as it stands now still meets them. */
  breakingUses?(): Promise<Knowledge>
  /** The major that the code of a package was written for, by its folder; undefined where nobody wrote it down. */
  startMajorOf?(folder: string): number | undefined
  /** What the team's own rules make of the code as it stands now. */
  applyTeamRules(): Promise<TeamRewrite>
  /** Read anew each time: what was agreed to may not be what stands there now. */
  ownCommands(): Promise<AgreedCommands>
  /** Those that are installed, the one that knows more first. */
  auditTools(): Promise<readonly AuditTool[]>
  /** Writes the report from the session as it stands; gives its path as shown to people. */
  writeReport(): Promise<string>
}
