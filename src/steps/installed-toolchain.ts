import * as z from 'zod'
import type {Json} from '../domain/json.ts'
import type {Leftover} from '../domain/leftover.ts'
import type {ListedToolchain} from '../scan/toolchains.ts'

/** What `install-toolchain` records: the names that rustup lists since, and didn't before. Only a release is ever installed. */
const installedSchema = z.object({
  installed: z.array(z.string().regex(/^\d+\.\d+\.\d+(?:-[A-Za-z0-9_.-]{1,200})?$/)).min(1),
})

/** Who else may want a toolchain, asked when it is to be removed. */
export type ToolchainUses = {
  /** Absolute. */
  readonly root: string
  /** Undefined where rustup doesn't answer. */
  listed(): Promise<readonly ListedToolchain[] | undefined>
  /** Folders for which rustup was told to use another than the default; undefined where it doesn't answer. */
  overrides(): Promise<readonly {readonly folder: string; readonly toolchain: string}[] | undefined>
  /** What the toolchain files of the repository ask for. */
  channels(): Promise<readonly {readonly path: string; readonly channel: string}[]>
}

/**
 * The toolchain that the step installed, as far as it is still there. It stays where it became the default or the active one, or
 * where a folder or a toolchain file names it. Undefined when the step installed none, or it is gone.
 */
export async function installedToolchain(uses: ToolchainUses, data: Json | undefined): Promise<Leftover | undefined> {
  const name = installedSchema.safeParse(data).data?.installed[0]
  const listed = name === undefined ? undefined : await uses.listed()
  const found = listed?.find(one => one.name === name)
  if (name === undefined || found === undefined) return undefined
  const keptBecause = await reasonToKeep(uses, found)
  return {
    title: `The toolchain ${name}`,
    ...(keptBecause === undefined ? {} : {keptBecause}),
    command: {argv: ['rustup', 'toolchain', 'uninstall', name], cwd: uses.root, env: {RUSTUP_AUTO_INSTALL: '0'}},
    isGone: async () => (await uses.listed())?.every(one => one.name !== name) === true,
  }
}

async function reasonToKeep(
  uses: ToolchainUses,
  {name, isActive, isDefault}: ListedToolchain,
): Promise<string | undefined> {
  if (isDefault === true) return 'it is rustup’s default now'
  if (isActive) return 'cargo uses it in this repository'
  const overrides = await uses.overrides()
  if (overrides === undefined) return 'rustup did not say which folders use it'
  const override = overrides.find(({toolchain}) => isNamed(name, toolchain))
  if (override !== undefined) return `rustup was told to use it in ${override.folder}`
  const channel = (await uses.channels()).find(one => isNamed(name, one.channel))
  return channel === undefined ? undefined : `${channel.path} asks for it`
}

/** `1.86.0` names `1.86.0-x86_64-unknown-linux-gnu`. */
function isNamed(name: string, asked: string): boolean {
  return name === asked || name.startsWith(`${asked}-`)
}
