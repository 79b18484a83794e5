import * as z from 'zod'

const version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/)
const rustVersion = z.string().regex(/^1\.\d{1,4}(\.\d{1,4})?$/)

/** One reason why at least this Rust is needed: `needs` names who asks (`wasmtime 36.0.14`, `edition 2024`). */
export type RustReason = {readonly needs: string; readonly version: string}

/** Where the upgrade goes. Kept in the state file, so every value is checked when it is read back. */
export const targetSchema = z.object({
  /** Exact release; null when the repository has no wasmtime and only Rust is raised. */
  wasmtime: version.nullable(),
  rust: z.object({
    /** `1.86` or `1.86.0`. */
    version: rustVersion,
    because: z.array(z.object({needs: z.string(), version: rustVersion})),
  }),
  /** An edition to move to; null leaves editions as they are. */
  edition: z.enum(['2021', '2024']).nullable(),
  /** What becomes of Rust versions that differ on purpose: kept unless somebody said otherwise. */
  onPurpose: z.enum(['keep', 'raise']).optional(),
  /** What a build matrix tries while the upgrade lasts: the new Rust instead of the old, or both until the end. */
  matrix: z.enum(['raise', 'both']).optional(),
  /** Also take what the compiler suggests for its own warnings. */
  fix: z.literal(true).optional(),
})
export type Target = z.infer<typeof targetSchema>

/** How many places in the code a jump breaks: those the wizard can rewrite, those for people, and of these the silent ones. */
export type BreakingUses = {readonly automatic: number; readonly manual: number; readonly silent: number}

/** What an upgrade takes on the disk, whatever the target. Bytes; estimates are upper bounds where nothing else is said. */
export type RoomForecast = {
  readonly buildLeast: number
  readonly buildMost: number
  /** Crates that are downloaded and unpacked. */
  readonly crates: number
  /** A toolchain, for a target whose Rust isn't installed. */
  readonly toolchain: number
  /** Free where it builds. */
  readonly free: number
}

/** One wasmtime release a person may choose, with what decides the choice. */
export type Candidate = {
  readonly wasmtime: string
  readonly isLts: boolean
  /** Why it is offered: `newest`, `LTS`, `asked for`, … */
  readonly title: string
  /** ISO day; undefined where nobody says. */
  readonly releasedOn: string | undefined
  readonly supportEnds: string
  /** Least Rust for the whole upgrade with this release, and who asks for it. */
  readonly rust: {readonly version: string; readonly because: readonly RustReason[]}
  readonly isRustInstalled: boolean
  /** Advisory ids that hit what is locked or required now and no longer hit this release. */
  readonly advisoriesFixed: readonly string[]
  readonly advisoriesOpen: readonly string[]
  /** Breaking changes on the way from here to there, met by this code or not. */
  readonly breakingChanges: {readonly automatic: number; readonly manual: number}
  /** Places in this code that meet one; `silent` ones compile and behave differently. Undefined when nobody looked. */
  readonly breakingUses: BreakingUses | undefined
  /** Third-party crates that would keep another major in the lockfile: `javy 6.0.0`. */
  readonly holders: readonly string[]
  /** Whether it is known what changed in it: the newest majors may be newer than the catalogue. */
  readonly hasNotes: boolean
  readonly isRecommended: boolean
  /** One sentence; for the recommended one, the reason. */
  readonly why: string
}
