import {isFamily} from '../catalog/family.ts'
import type {UndoneFile} from '../domain/question.ts'
import {detectors} from '../scan/detectors.ts'
import {findingsIn} from '../scan/look-at-file.ts'

type Change = Pick<UndoneFile, 'path' | 'before' | 'after'>

/**
 * What these files state for Rust once they are changed: every live value that wasn't there before. Where a file loses one and
 * gains none (the new Rust goes out of a build matrix), all that are left in it.
 */
export async function rustStatedThen(files: readonly Change[]): Promise<readonly string[]> {
  const stated = await Promise.all(files.map(statedThen))
  return [...new Set(stated.flat())]
}

async function statedThen({path, before, after}: Change): Promise<readonly string[]> {
  const [now, then] = await Promise.all([rustIn(path, before), rustIn(path, after)])
  const gained = [...then]
  for (const value of now) if (gained.includes(value)) gained.splice(gained.indexOf(value), 1)
  return then.length < now.length ? then : gained
}

async function rustIn(path: string, text: string | undefined): Promise<readonly string[]> {
  const entry = detectors.find(({accepts}) => accepts(path))
  if (entry === undefined || text === undefined) return []
  const findings = await findingsIn({path, text}, entry, {isFamily, packageRoots: new Set([''])})
  return findings
    .filter(({live, kind}) => live && (kind === 'rust-version' || kind === 'toolchain' || kind === 'msrv'))
    .map(({value}) => value)
}
