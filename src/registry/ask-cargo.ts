import type {Captured} from '../domain/command.ts'
import type {Clock, Programs, ScratchFolder} from '../domain/ports.ts'

/** How cargo took the question. */
export type Asked =
  | {
      readonly kind: 'answered'
      /** Crates that this registry doesn't have, or of which it has nothing that cargo could read. */
      readonly missing: readonly string[]
    }
  | {readonly kind: 'silent'; readonly limitMs: number}
  | {readonly kind: 'failed'; readonly stderr: string}
  | {readonly kind: 'no-cargo'}

export type Asking = {
  readonly programs: Programs
  readonly clock: Clock
  readonly createScratchFolder: () => Promise<ScratchFolder>
  /** The repository's root, where cargo's configuration counts from. Nothing is written there. */
  readonly root: string
  readonly cargoHome: string
  /** Rustup's name of the toolchain whose cargo is asked; undefined without rustup. */
  readonly toolchain: string | undefined
  /** For all crates together. */
  readonly limitMs: number
}

/**
 * Lets cargo bring its index cache up to date for these crates (which must be names: see `isCrateName`) and nothing else: `cargo add --dry-run` in a package of our own
 * asks for the entries of the crates it names, one after the other, and downloads no crate. Proxies, mirrors, credentials and
 * protocols are cargo's business that way.
 *
 * It ends at the first crate that it doesn't find; the ones behind that are asked for again.
 */
export async function askCargo(asking: Asking, crates: readonly string[]): Promise<Asked> {
  const scratch = await asking.createScratchFolder()
  try {
    await scratch.write('Cargo.toml', manifest)
    await scratch.write('lib.rs', '')
    return await askAll({...asking, manifestPath: `${scratch.root}/Cargo.toml`}, crates)
  } finally {
    await scratch.remove()
  }
}

type Prepared = Asking & {readonly manifestPath: string}

async function askAll(asking: Prepared, crates: readonly string[]): Promise<Asked> {
  const {clock, limitMs} = asking
  const start = clock.monotonicMs()
  const leftMs = () => limitMs - (clock.monotonicMs() - start)
  const missing: string[] = []
  let rest = crates
  while (rest.length > 0) {
    const result = await runCargo(asking, rest, Math.max(1, leftMs()))
    if (leftMs() <= 0) return {kind: 'silent', limitMs}
    if (result.kind === 'not-found') return {kind: 'no-cargo'}
    if (result.kind === 'failed') return {kind: 'failed', stderr: result.reason}
    if (result.code === 0) break
    const at = missingAt(rest, result.stderr)
    const crate = rest[at]
    if (crate === undefined) return {kind: 'failed', stderr: result.stderr}
    missing.push(crate)
    rest = rest.slice(at + 1)
  }
  return {kind: 'answered', missing}
}

function runCargo(
  {programs, root, manifestPath, ...rest}: Prepared,
  crates: readonly string[],
  timeoutMs: number,
): Promise<Captured> {
  // Not `registry.default`, but what a dependency without a `registry` means: crates-io, or what it is replaced with.
  const where = ['--registry', 'crates-io', '--manifest-path', manifestPath]
  return programs.capture(
    {argv: ['cargo', 'add', '--dry-run', '--quiet', ...where, ...crates], cwd: root, env: environment(rest)},
    timeoutMs,
  )
}

function environment({
  cargoHome,
  toolchain,
  limitMs,
}: Pick<Asking, 'cargoHome' | 'toolchain' | 'limitMs'>): Record<string, string> {
  return {
    CARGO_HOME: cargoHome,
    ...(toolchain === undefined ? {} : {RUSTUP_TOOLCHAIN: toolchain}),
    // So that cargo gives up by itself, and says why, before the limit ends it. A short limit leaves no time for a second try.
    CARGO_NET_RETRY: limitMs >= 10_000 ? '1' : '0',
    CARGO_HTTP_TIMEOUT: String(Math.max(1, Math.floor(limitMs / 3000))),
    CARGO_TERM_COLOR: 'never',
    CARGO_TERM_PROGRESS_WHEN: 'never',
    // Fresh releases are to be known; holding them back is decided later.
    CARGO_RESOLVER_INCOMPATIBLE_PUBLISH_AGE: 'allow',
    ...onlyAsking,
  }
}

/**
 * What cargo's environment must have while it is only asked something. A repository's configuration can name programs to run
 * instead of rustc; this is no build.
 */
export const onlyAsking = {
  RUSTC: 'rustc',
  RUSTC_WRAPPER: '',
  RUSTC_WORKSPACE_WRAPPER: '',
  GIT_TERMINAL_PROMPT: '0',
} as const

/**
 * Which crate cargo didn't find; -1 when it failed for another reason. Cargo's words aren't compared: a failure on the way has
 * causes, which it lists below the error; a crate that isn't there has none, and is named.
 */
function missingAt(crates: readonly string[], stderr: string): number {
  if (/^Caused by:/m.test(stderr)) return -1
  if (crates.length === 1) return /^error: /m.test(stderr) ? 0 : -1
  return crates.findIndex(crate => stderr.includes(`\`${crate}\``))
}

// A required Rust from the far future: all releases are good for it, and cargo needs no compiler to compare them.
const manifest = `[package]
name = "upgrade-wizard-question"
version = "0.0.0"
edition = "2021"
rust-version = "1.999"

[lib]
path = "lib.rs"

[workspace]
`
