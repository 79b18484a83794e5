import type {Programs} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'

/** Whether cargo answers at all, under the toolchain the wizard chose (undefined: whatever is on the PATH). */
export async function cargoPresent(
  programs: Programs,
  root: string,
  toolchain: string | undefined,
): Promise<Problem | undefined> {
  const asked = await programs.capture(
    {argv: ['cargo', '--version'], cwd: root, env: {RUSTUP_TOOLCHAIN: toolchain}},
    60_000,
  )
  if (asked.kind === 'exited' && asked.code === 0) return undefined
  if (asked.kind === 'not-found') {
    return {
      code: 'cargo-missing',
      title: 'Cannot find cargo',
      detail: 'The wizard builds and tests with cargo, and there is none on the PATH.',
      nextSteps: ['Install Rust with rustup, open a new terminal, then run the wizard again.'],
    }
  }
  return {
    code: 'cargo-broken',
    title: 'cargo does not answer',
    detail: asked.kind === 'exited' ? asked.stderr.trim() || `cargo --version ended with ${asked.code}` : asked.reason,
    nextSteps: ['Run `cargo --version` in this folder and mend what it reports.'],
  }
}
