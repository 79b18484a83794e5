import type {CompileCache} from '../registry/compile-cache.ts'
import type {Item} from './examination.ts'
import {type ToolSources, versionOf} from './examine-tools.ts'

/**
 * The compile cache that cargo is configured for, or one that lies ready. Builds of parts on several machines share what they
 * compiled by it; times that were measured with one don't compare with others.
 */
export async function examineCompileCache(sources: ToolSources, cache: CompileCache | undefined): Promise<Item> {
  const name = cache?.name ?? 'sccache'
  const isPath = cache !== undefined && /[\\/]/.test(cache.program)
  const program = isPath ? cache.program : await sources.files.findProgram(name, sources.searchPath)
  if (cache === undefined) return program === undefined ? {name, state: 'unused', todo: []} : ready(name)
  const need = `${cache.statedIn} has cargo compile through it`
  if (program === undefined) {
    const todo = [`cargo install ${name} --locked`, 'Or build without it: RUSTC_WRAPPER= upgrade-wizard run']
    return {name, state: 'blocking', need, todo}
  }
  // What is named by a path may come with the repository: looking runs nothing of it.
  const have = isPath ? program : await versionOf(sources, program, [['--version']])
  return {name, state: 'ok', have, need, todo: [...showStats(name), ...incrementalHint(cache)]}
}

function ready(name: string): Item {
  return {name, state: 'unused', have: 'not used; RUSTC_WRAPPER or build.rustc-wrapper would', todo: []}
}

function showStats(name: string): readonly string[] {
  return [`What it did: ${name} --show-stats`]
}

function incrementalHint({name, isIncremental}: CompileCache): readonly string[] {
  if (name === 'ccache' || isIncremental === false) return []
  return [
    'It keeps nothing of crates that are built incrementally, as the dev profile builds yours: CARGO_INCREMENTAL=0',
  ]
}
