import type {Tree} from '../domain/ports.ts'
import type {FileWrite} from '../domain/step-kind.ts'
import {rewriteCacheConfig} from '../rules/manifest/cache-toml-enabled-key.ts'
import {readTexts} from '../scan/api-uses/source-texts.ts'

/** What becomes of the configuration files of wasmtime's cache, and a line for each that is left to people. */
export async function cacheConfigs(
  tree: Pick<Tree, 'list' | 'readUpTo'>,
  to: number,
): Promise<{readonly writes: readonly FileWrite[]; readonly notes: readonly string[]}> {
  const paths = (await tree.list()).filter(path => path.endsWith('.toml') && !path.endsWith('Cargo.toml'))
  const {files} = await readTexts(tree, paths, ({text}) => text.includes('[cache]'))
  const seen = files.map(file => ({...file, becomes: rewriteCacheConfig(file.path, file.text, to)}))
  return {
    writes: seen.flatMap(({path, text, becomes}) =>
      becomes?.kind === 'edited' ? [{path, before: text, after: becomes.text}] : [],
    ),
    notes: seen.flatMap(({path, becomes}) =>
      becomes?.kind === 'unsure' ? [`${path}:${becomes.line}: enabled is no key any more, but ${becomes.why}`] : [],
    ),
  }
}
