import * as z from 'zod'

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

/** What cargo's JSON messages say about a build that may have failed in places. */
export type BuildMessages = {
  /** By their targets: cargo tells them in the order they were ready in. */
  readonly executables: readonly TestExecutable[]
  /** Sorted. `package/tests/name`, `package/lib`, `package/lib (unit tests)`; a dependency is `name (dependency)`. */
  readonly failedTargets: readonly string[]
  /** The errors as cargo renders them for a terminal, without colours; in the order they came. */
  readonly errors: readonly string[]
}

/** Reads cargo's JSON messages, one a line; other lines are skipped. */
export function readCargoMessages(output: string): BuildMessages {
  const messages = readMessages(output)
  const errors = errorsIn(messages)
  return {
    executables: artifactsIn(messages).flatMap(executableOf).toSorted(byTarget),
    failedTargets: [...new Set(errors.map(({target}) => target))].toSorted(),
    // The library and its unit tests are two targets of one source: what is wrong in it is said once.
    errors: [...new Set(errors.map(({message}) => withoutColours(message.rendered ?? message.message).trimEnd()))],
  }
}

function byTarget(a: TestExecutable, b: TestExecutable): number {
  return a.target < b.target ? -1 : Number(a.target > b.target)
}

/** An error of a target, named as in `failedTargets`; of the message only what was checked may be relied on. */
export type ErrorMessage = {readonly target: string; readonly message: Diagnostic['message']}

/** The errors in cargo's JSON messages as they came, with all that the compiler says of them. */
export function readErrorMessages(output: string): readonly ErrorMessage[] {
  return errorsIn(readMessages(output))
}

function errorsIn(messages: readonly Message[]): readonly ErrorMessage[] {
  const built = new Set(
    artifactsIn(messages)
      .filter(artifact => !artifact.profile.test)
      .map(labelOf),
  )
  return messages.flatMap(message => {
    if (message.reason !== 'compiler-message' || message.message.level !== 'error') return []
    const label = labelOf(message)
    return {target: built.has(label) ? `${label} (unit tests)` : label, message: message.message}
  })
}

function artifactsIn(messages: readonly Message[]): readonly Artifact[] {
  return messages.filter(message => message.reason === 'compiler-artifact')
}

function readMessages(output: string): readonly Message[] {
  return output.split('\n').flatMap(line => parseMessage(line) ?? [])
}

/** Whether a target only serves development: a product can be proven without it. */
export function isDevelopmentTarget(label: string): boolean {
  return /\/(tests|examples|benches)\//.test(label) || label.endsWith(' (unit tests)')
}

/** Whether a failed build failed in the product itself, or before any target was reached. */
export function isProductBroken({
  passed,
  failedTargets,
}: {
  readonly passed: boolean
  readonly failedTargets: readonly string[]
}): boolean {
  return !passed && (failedTargets.length === 0 || !failedTargets.every(isDevelopmentTarget))
}

function executableOf(artifact: Artifact): readonly TestExecutable[] {
  const {executable, manifest_path: manifest, profile} = artifact
  if (!profile.test || executable === null) return []
  return [{target: labelOf(artifact), executable, packageFolder: folderOf(manifest), packageName: packageOf(artifact)}]
}

function labelOf(message: Artifact | Diagnostic): string {
  const {kind, name} = message.target
  const owner = packageOf(message)
  if (!/(?:^| \()path\+/.test(message.package_id)) return `${owner} (dependency)`
  const folder = folders.find(([word]) => kind.includes(word))?.[1]
  return folder === undefined ? `${owner}/lib` : `${owner}/${folder}/${name}`
}

/**
 * `path+file:///a/b#name@1.0.0`, or `path+file:///a/b#1.0.0` when the folder is called like the package. Before cargo
 * 1.77: `name 1.0.0 (path+file:///a/b)`.
 */
function packageOf({package_id: id, manifest_path: manifest}: Artifact | Diagnostic): string {
  const old = /^(\S+) \S+ \(/.exec(id)?.[1]
  if (old !== undefined) return old
  const fragment = id.slice(id.indexOf('#') + 1)
  const at = fragment.lastIndexOf('@')
  return at > 0 ? fragment.slice(0, at) : (folderOf(manifest).split(/[\\/]/).at(-1) ?? fragment)
}

function folderOf(file: string): string {
  return file.replace(/[\\/][^\\/]*$/, '')
}

/** The text as it would be on paper. */
export function withoutColours(text: string): string {
  return text.replace(/\x1b\[[0-9;:]*m/g, '')
}

function parseMessage(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return messageSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

const folders = [
  ['test', 'tests'],
  ['bin', 'bin'],
  ['example', 'examples'],
  ['bench', 'benches'],
  ['custom-build', 'build'],
] as const

const ofTarget = {
  package_id: z.string(),
  manifest_path: z.string(),
  target: z.object({kind: z.array(z.string()), name: z.string()}),
}
const artifactSchema = z.object({
  reason: z.literal('compiler-artifact'),
  ...ofTarget,
  profile: z.object({test: z.boolean()}),
  executable: z.string().nullable(),
})
const diagnosticSchema = z.object({
  reason: z.literal('compiler-message'),
  ...ofTarget,
  message: z.looseObject({level: z.string(), message: z.string(), rendered: z.string().nullish()}),
})
const messageSchema = z.discriminatedUnion('reason', [artifactSchema, diagnosticSchema])
type Artifact = z.infer<typeof artifactSchema>
type Diagnostic = z.infer<typeof diagnosticSchema>
type Message = Artifact | Diagnostic
