import {closest} from '../rust-source/ancestors.ts'
import {resolved} from '../rust-source/meaning-of.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {type Call, callOf} from '../scan/api-uses/syntax.ts'
import {asOne, dirPerms, type FsPerms, filePerms, preopenAround} from './parts/fs-perms.ts'
import {importOf, isUnknown} from './parts/import-of.ts'
import {pathTo} from './parts/path-to.ts'
import {replaceImport} from './parts/replace-import.ts'
import {namesMeaning} from './parts/view-impls.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, replaced} from './rule.ts'

/**
 * `preopened_dir` takes one `FsPerms` in the place of `DirPerms` and `FilePerms`: reading, or reading and writing. What
 * differs between directories and files has no equal.
 */
export const wasiFsperms: Rule = {
  changes: ['wasi-fsperms'],
  rewrite: use => {
    const {leaf, word, file} = use
    if (word === 'preopened_dir') return preopened(use)
    if (closest(leaf, 'use_declaration') !== undefined) return withoutImport(use)
    if (preopenAround(leaf) !== undefined) return undefined
    return resolved([word], leaf, file).length === 0 && leaf.parent?.type === 'token_tree'
      ? undefined
      : byHand(`wasmtime-wasi 48 has FsPerms in the place of ${word}`)
  },
}

function preopened(use: RustUse): Rewrite | undefined {
  const call = callOf(use.leaf)
  const [, , ofDirs, ofFiles] = call?.arguments ?? []
  if (call === undefined || !ofDirs || !ofFiles) return byHand('it is not called as a method here')
  const perms = permsOf(call, use)
  if (perms === undefined) return byHand('what it allows for directories and for files is not told here, or differs')
  const name = permsName(use)
  if (name === undefined) return byHand("the package doesn't depend on wasmtime-wasi")
  return edits(replaced({start: ofDirs.startIndex, end: ofFiles.endIndex}, `${name}::${perms}`))
}

function permsOf({arguments: [, , ofDirs, ofFiles]}: Call, {file, text}: RustUse): FsPerms | undefined {
  if (!ofDirs || !ofFiles) return undefined
  const between = text.slice(ofDirs.endIndex, ofFiles.startIndex)
  return /^\s*,\s*$/.test(between) ? asOne(ofDirs, ofFiles, file) : undefined
}

/** The short name where the old ones are imported and nothing else needs them; else the full path. */
function permsName(use: RustUse): string | undefined {
  const {leaf, file} = use
  const imports = [importOf(leaf, 'DirPerms', dirPerms, file), importOf(leaf, 'FilePerms', filePerms, file)]
  const isReplaced = namesOf(use).every(name => isDone(name, use)) && imports.some(one => one !== undefined)
  const first = imports.find(one => one !== undefined)
  const isSure = first !== undefined && replaceImport({...use, leaf: first}, permsPath).kind === 'edits'
  return isReplaced && isSure ? 'FsPerms' : pathTo(permsPath, use)
}

function isDone(name: Node, use: RustUse): boolean {
  const around = preopenAround(name)
  const callee = around?.childForFieldName('function')?.childForFieldName('field')
  const call = callee ? callOf(callee) : undefined
  return call !== undefined && permsOf(call, use) !== undefined
}

function namesOf({file}: RustUse): readonly Node[] {
  return [...namesMeaning('DirPerms', dirPerms, file), ...namesMeaning('FilePerms', filePerms, file)]
}

/** The imports of both go with their last use; the first of them makes room for `FsPerms` where it is named. */
function withoutImport(use: RustUse): Rewrite | undefined {
  if (namesOf(use).length > 0) return undefined
  const declaration = closest(use.leaf, 'use_declaration')
  if (declaration?.namedChildren.some(one => one?.type === 'visibility_modifier'))
    return byHand(`wasmtime-wasi 48 has FsPerms in the place of ${use.word}`)
  const replacing = replaceImport(use, isUnknown(permsPath, use.leaf, use.file) ? permsPath : undefined)
  // One import at a time, so that the second one sees what the first one brought.
  return replacing.kind === 'edits' ? {...replacing, region: {start: 0, end: use.text.length}} : replacing
}

const permsPath = 'wasmtime_wasi::FsPerms'
