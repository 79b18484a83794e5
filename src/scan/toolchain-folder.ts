import type {MachineFiles} from '../domain/ports.ts'

/** What rustup put into a toolchain beside the compiler. */
export type ToolchainParts = {
  /** As people name them: `clippy`, `rustfmt`, `rust-src`. */
  readonly components: readonly string[]
  /** Triples whose standard library is there, the host's own among them. */
  readonly targets: readonly string[]
}

/**
 * The version of rustc in a toolchain folder, from the manifest that rustup keeps there (schema of `channel-rust-*.toml`),
 * without running the compiler: on a cold disk that takes seconds. Undefined for a linked toolchain, which has no manifest.
 */
export async function installedRust(files: MachineFiles, folder: string): Promise<string | undefined> {
  const manifest = await files.readText(`${folder}/lib/rustlib/multirust-channel-manifest.toml`)
  // About a megabyte, of which one line is wanted: a search is a hundred times faster than a parser.
  const start = manifest?.indexOf('\n[pkg.rustc]\n') ?? -1
  if (manifest === undefined || start === -1) return undefined
  return /^\n\[pkg\.rustc\]\nversion = "(\d\S{0,60}) /.exec(manifest.slice(start, start + 200))?.[1]
}

/** The components and targets of a toolchain folder, from the list that rustup keeps there and the folders themselves. */
export async function toolchainParts(files: MachineFiles, folder: string): Promise<ToolchainParts> {
  const rustlib = `${folder}/lib/rustlib`
  const [list, names] = await Promise.all([files.readText(`${rustlib}/components`), files.list(rustlib)])
  const triples = names.filter(name => /^[a-z0-9_.]+-[a-z0-9_.-]+$/.test(name) && !name.startsWith('manifest-'))
  const filled = await Promise.all(
    triples.map(async triple => (await files.list(`${rustlib}/${triple}/lib`)).length > 0),
  )
  return {components: componentNames(list ?? '', triples), targets: triples.filter((_, index) => filled[index])}
}

/** `clippy-preview-x86_64-unknown-linux-gnu` is clippy. */
function componentNames(list: string, triples: readonly string[]): readonly string[] {
  const names = list.split('\n').flatMap(line => {
    const triple = triples.find(one => line.endsWith(`-${one}`))
    const name = triple === undefined ? line : line.slice(0, -triple.length - 1)
    return name === '' || name === 'rust-std' ? [] : [name.replace(/-preview$/, '')]
  })
  return [...new Set(names)].toSorted()
}
