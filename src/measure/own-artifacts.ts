import * as z from 'zod'

/** What cargo made, or found made already, of a crate of the repository's own. */
export type OwnArtifact = {
  readonly packageName: string
  /** The name of the target: library, binary, test. */
  readonly target: string
  /** Absolute. */
  readonly files: readonly string[]
  /** Cargo took what was there. */
  readonly isFresh: boolean
}

/**
 * The crates of the repository's own in cargo's JSON messages, as far as an edit of their sources makes them anew: build scripts
 * aren't among them. Other lines are skipped.
 */
export function ownArtifacts(output: string): readonly OwnArtifact[] {
  return output.split('\n').flatMap(line => {
    const artifact = parseArtifact(line)
    if (artifact === undefined) return []
    const {package_id: id, manifest_path: manifest, target, filenames, fresh} = artifact
    const isOwn = /(?:^| \()path\+/.test(id) && !target.kind.includes('custom-build')
    return isOwn
      ? [{packageName: packageNameOf(id, manifest), target: target.name, files: filenames, isFresh: fresh}]
      : []
  })
}

/** Whether every crate that cargo tells of was made anew: then nothing was left from before. */
export function isAllMade(output: string): boolean {
  const artifacts = output.split('\n').flatMap(line => parseArtifact(line) ?? [])
  return artifacts.length > 0 && artifacts.every(({fresh}) => !fresh)
}

/** As in `cargo-messages.ts`: the id ends in `#name@1.0.0`, or in `#1.0.0` where the folder has the package's name. */
function packageNameOf(id: string, manifest: string): string {
  const old = /^(\S+) \S+ \(/.exec(id)?.[1]
  const named = /#(.+)@[^@]*$/.exec(id)?.[1]
  return old ?? named ?? manifest.split(/[\\/]/).at(-2) ?? ''
}

function parseArtifact(line: string): z.infer<typeof artifactSchema> | undefined {
  if (!line.startsWith('{"reason":"compiler-artifact"')) return undefined
  try {
    return artifactSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

const artifactSchema = z.object({
  reason: z.literal('compiler-artifact'),
  package_id: z.string(),
  manifest_path: z.string(),
  target: z.object({kind: z.array(z.string()), name: z.string()}),
  filenames: z.array(z.string()),
  fresh: z.boolean(),
})
