import type {Cleanable} from '../domain/disk-view.ts'
import type {BuildSizes} from './build-sizes.ts'

/** What cargo can clean in a build folder, the largest first, and all of it last. `args` come behind `cargo`. */
export type CargoClean = Omit<Cleanable, 'command' | 'disabledBecause'> & {readonly args: readonly string[]}

/**
 * Only what cargo removes as a whole: `--profile` and `--doc`. `cargo clean --target` without a package removes the whole folder
 * (cargo 1.95), so output for other targets goes with everything.
 */
export function cleanableParts(folder: string, {sizeBytes, parts}: BuildSizes): readonly CargoClean[] {
  const single = parts.filter(part => profileName.test(part.folder) && part.sizeBytes > 0)
  return [
    ...single.map(part => ({
      name: part.folder,
      folder: `${folder}/${part.folder}`,
      sizeBytes: part.sizeBytes,
      args: ['clean', ...selectionOf(part.folder)],
    })),
    ...(sizeBytes === 0 ? [] : [{name: 'all', folder, sizeBytes, args: ['clean']}]),
  ]
}

function selectionOf(folder: string): readonly string[] {
  if (folder === 'doc') return ['--doc']
  return ['--profile', folder === 'debug' ? 'dev' : folder]
}

/** The folder of a build folder that a command works in, as far as its words tell. */
export function partInUse(argv: readonly string[]): string {
  const at = argv.indexOf('--profile')
  const profile = argv.find(word => word.startsWith('--profile='))?.slice('--profile='.length) ?? argv[at + 1]
  if (argv.includes('--release')) return 'release'
  if (at === -1 && !argv.some(word => word.startsWith('--profile='))) return 'debug'
  return folders[profile ?? ''] ?? profile ?? 'debug'
}

/** Cargo's own profiles by the folder that they share. */
const folders: Readonly<Record<string, string>> = {dev: 'debug', test: 'debug', bench: 'release'}
/** What may stand in a command: no option, no path. */
const profileName = /^[A-Za-z0-9_][\w-]{0,60}$/
