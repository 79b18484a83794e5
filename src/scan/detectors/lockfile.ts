import type {Finding} from '../../domain/finding.ts'
import {type DetectorContext, findingsOf, type SourceFile} from '../source-file.ts'

/** Cargo.lock: each locked version of a family crate. Cargo writes it, so nothing in it is edited by hand. */
export function detectLockfile(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  const statements = [...file.text.matchAll(lockedPackage)].flatMap(match => {
    const [whole, crate = '', value = ''] = match
    if (!ctx.isFamily(crate)) return []
    const start = match.index + whole.length - value.length
    return [{kind: 'crate-version', start, value, live: false, why: 'cargo writes it', crate} as const]
  })
  return findingsOf(file, 'lockfile', statements)
}

const lockedPackage = /^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)/gm
