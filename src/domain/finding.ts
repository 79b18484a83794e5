import type {Span} from './edit.ts'

export type FindingKind =
  | 'rust-version'
  | 'toolchain'
  | 'component'
  | 'msrv'
  | 'edition'
  | 'wasm-target'
  | 'crate-version'
  | 'api-use'

/** The kind of file a finding stands in; one detector each. */
export type PlaceKind =
  | 'manifest'
  | 'lockfile'
  | 'toolchain-file'
  | 'workflow'
  | 'ci-config'
  | 'dockerfile'
  | 'devcontainer'
  | 'makefile'
  | 'clippy-config'
  | 'cargo-config'
  | 'audit-config'
  | 'script'
  | 'nix'
  | 'tool-versions'
  | 'bazel'
  | 'document'
  | 'rust-source'

/** One place in the repository that states a version. Live: it decides something. Mention: shown, never edited unasked. */
export type Finding = {
  readonly kind: FindingKind
  readonly place: PlaceKind
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** 1-based, UTF-16 units. */
  readonly column: number
  /** Where `value` stands in the file's text; replacing exactly this span changes exactly the value. */
  readonly span: Span
  /** The whole line, trimmed. */
  readonly text: string
  /** As it is written: `1.75`, `1.75.0`, `25.0`, `=36.0.2`. Suffixes such as `-alpine` are not part of it. */
  readonly value: string
  /** The crate a crate-version is about; undefined for other kinds. */
  readonly crate?: string
  /** The id of the breaking change that an api-use meets; undefined for other kinds. */
  readonly change?: string
  /** The list of versions that stand side by side (a matrix axis) which the value belongs to; undefined elsewhere. */
  readonly axis?: string
  /** Why this value may differ from the others on purpose (an MSRV job, a contract toolchain): asked about before it is raised. */
  readonly onPurpose?: string
  readonly live: boolean
  /** Why it is live or only a mention, in a few words. */
  readonly why: string
}
