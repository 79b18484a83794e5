import * as z from 'zod'
import type {Programs} from '../domain/ports.ts'

/** Where cargo builds: `build` holds what is in between, `target` what comes out; mostly the same folder. Absolute. */
export type BuildFolders = {readonly target: string; readonly build: string}

/**
 * Asks cargo where it builds: configuration files and variables decide that, and cargo alone knows all of them. With
 * `--no-deps` it writes no lockfile and runs neither rustc nor a wrapper that the repository's configuration names. Where cargo
 * can't answer (no toolchain, a manifest it rejects) it is the folder that it would be without any configuration.
 */
export async function findBuildFolders(
  programs: Programs,
  root: string,
  toolchain: string | undefined,
): Promise<BuildFolders> {
  const argv = ['cargo', 'metadata', '--no-deps', '--format-version', '1', '--offline'] as const
  const env = {RUSTUP_TOOLCHAIN: toolchain, RUSTUP_AUTO_INSTALL: '0'}
  const asked = await programs.capture({argv, cwd: root, env}, 10_000)
  const usual = {target: `${root}/target`, build: `${root}/target`}
  if (asked.kind !== 'exited' || asked.code !== 0) return usual
  const told = metadataSchema.safeParse(jsonOf(asked.stdout)).data
  if (told === undefined) return usual
  // Cargo before 1.91 has one folder for both.
  return {target: told.target_directory, build: told.build_directory ?? told.target_directory}
}

const metadataSchema = z.object({target_directory: z.string(), build_directory: z.string().nullish()})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
