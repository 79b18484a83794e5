import type {MachineFiles, Programs} from '../domain/ports.ts'

/** What stands in a build folder: the output of a profile, or documentation. `folder` is its name there. Bytes. */
export type BuildPart = {
  readonly folder: string
  readonly sizeBytes: number
  /** Of it what only makes the next build faster. */
  readonly incrementalBytes: number
}

export type BuildSizes = {readonly sizeBytes: number; readonly parts: readonly BuildPart[]}

/**
 * Counts a build folder with `du`, which does it in a process of its own: a large one has a hundred thousand files. Undefined when
 * there is no such folder or it took longer than the limit. Files that vanish meanwhile, as they do in a build, are left out.
 */
export async function measureBuild(
  programs: Programs,
  folder: string,
  limitMs: number,
): Promise<BuildSizes | undefined> {
  // From within, so that a folder which is a link to a larger disk is counted as well.
  const command = {argv: ['du', '-xk', '-d', '2', '.'], cwd: folder, env: {LC_ALL: 'C'}} as const
  const asked = await programs.capture(command, limitMs)
  return asked.kind === 'exited' ? readSizes(asked.stdout) : undefined
}

/** What `du -k` prints: a size in KiB, a tab, a path. */
export function readSizes(printed: string): BuildSizes | undefined {
  const sizes = new Map<string, number>()
  for (const line of printed.split('\n')) {
    const [, size = '', path = ''] = /^(\d{1,15})\t(.+)$/.exec(line) ?? []
    if (path !== '') sizes.set(path, Number(size) * 1024)
  }
  const sizeBytes = sizes.get('.')
  if (sizeBytes === undefined) return undefined
  const parts = [...sizes]
    .filter(([path]) => /^\.\/[^/]+$/.test(path))
    .filter(([path]) => path === './doc' || sizes.has(`${path}/.fingerprint`))
    .map(([path, size]) => ({
      folder: path.slice(2),
      sizeBytes: size,
      incrementalBytes: sizes.get(`${path}/incremental`) ?? 0,
    }))
  return {sizeBytes, parts: parts.toSorted((a, b) => b.sizeBytes - a.sizeBytes)}
}

/**
 * Whether cargo made the folder: it leaves its mark in those it creates, and in no others. `cargo clean` itself doesn't ask: with
 * a configuration that names somebody's home as the target directory, it would delete that.
 */
export async function isMadeByCargo(files: MachineFiles, folder: string): Promise<boolean> {
  const mark = await files.readText(`${folder}/CACHEDIR.TAG`, 4096)
  return mark?.includes('created by cargo') ?? false
}
