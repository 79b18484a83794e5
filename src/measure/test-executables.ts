import {z} from 'zod'

/** One test program that cargo built, and the package it belongs to. */
export type TestExecutable = {
  /** `package/target`, such as `adrdrift/lib` or `adrdrift/tests/plugins`: unique in the workspace. */
  readonly target: string
  /** Absolute. */
  readonly executable: string
  /** Absolute folder of the package: tests run there. */
  readonly packageFolder: string
  readonly packageName: string
}

/** Reads cargo's JSON messages (one a line; other lines are skipped) for the test programs it built. */
export function testExecutables(messages: string): readonly TestExecutable[] {
  return messages.split('\n').flatMap(line => {
    if (!line.startsWith('{')) return []
    const message = artifactSchema.safeParse(parseJson(line))
    if (!message.success || !message.data.profile.test || message.data.executable === null) return []
    const {executable, manifest_path: manifest, target, package_id: id} = message.data
    const packageName = nameIn(id, manifest)
    return [{target: `${packageName}/${labelOf(target)}`, executable, packageFolder: folderOf(manifest), packageName}]
  })
}

function labelOf({kind, name}: {kind: readonly string[]; name: string}): string {
  if (kind.includes('test')) return `tests/${name}`
  if (kind.includes('bin')) return `bin/${name}`
  if (kind.includes('example')) return `examples/${name}`
  if (kind.includes('bench')) return `benches/${name}`
  return 'lib'
}

/** `path+file:///a/b#name@1.0.0`, or `path+file:///a/b#1.0.0` when the folder is called like the package. */
function nameIn(id: string, manifest: string): string {
  const fragment = id.slice(id.indexOf('#') + 1)
  const at = fragment.lastIndexOf('@')
  return at > 0 ? fragment.slice(0, at) : (folderOf(manifest).split(/[\\/]/).at(-1) ?? fragment)
}

function folderOf(file: string): string {
  return file.replace(/[\\/][^\\/]*$/, '')
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const artifactSchema = z.object({
  reason: z.literal('compiler-artifact'),
  package_id: z.string(),
  manifest_path: z.string(),
  target: z.object({kind: z.array(z.string()), name: z.string()}),
  profile: z.object({test: z.boolean()}),
  executable: z.string().nullable(),
})
