import * as z from 'zod'

/** A file that cargo built for use: a program of the workspace, or wasm. */
export type BuiltFile = {
  readonly kind: 'binary' | 'wasm'
  /** Of the target. */
  readonly name: string
  /** Absolute. */
  readonly path: string
}

/**
 * The programs and wasm files in cargo's JSON messages, each once. Test programs, and what only lies among the dependencies, are
 * nobody's product.
 */
export function readBuiltFiles(messages: string): readonly BuiltFile[] {
  const found = messages.split('\n').flatMap(line => (worthReading.test(line) ? filesOf(line) : []))
  return [...new Map(found.map(file => [file.path, file])).values()]
}

function filesOf(line: string): readonly BuiltFile[] {
  const artifact = parsed(line)
  if (artifact === undefined || artifact.profile.test) return []
  const {target, executable, filenames} = artifact
  const wasm = filenames.filter(file => file.endsWith('.wasm') && !/[\\/]deps[\\/][^\\/]*$/.test(file))
  if (wasm.length > 0) return wasm.map(path => ({kind: 'wasm', name: target.name, path}))
  const isProgram = executable !== null && target.kind.includes('bin')
  return isProgram ? [{kind: 'binary', name: target.name, path: executable}] : []
}

function parsed(line: string): z.infer<typeof artifactSchema> | undefined {
  try {
    return artifactSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** Most messages are of libraries: they needn't be parsed to be passed over. */
const worthReading = /^\{"reason":"compiler-artifact".*(?:"bin"|\.wasm")/
const artifactSchema = z.object({
  target: z.object({kind: z.array(z.string()), name: z.string()}),
  profile: z.object({test: z.boolean()}),
  executable: z.string().nullable(),
  filenames: z.array(z.string()),
})
