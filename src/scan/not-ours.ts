import {gitCommand} from '../domain/git-command.ts'
import type {Programs, Tree} from '../domain/ports.ts'
import type {Survey} from '../domain/survey.ts'
import {inBatches} from './in-batches.ts'
import {splitPath} from './source-file.ts'

/** Path → what `.gitattributes` calls it. */
export type Marked = NonNullable<Survey['marked']>

/**
 * Why a file's text isn't to be edited, as the rest of a sentence about it; undefined where it is. Whatever generates a
 * file would make it again as it was, and a copy is replaced by the next one.
 */
export function whyNotOurs(path: string, text: string, {marked}: Pick<Survey, 'marked'>): string | undefined {
  if (isVendored(path)) return 'it is a copy of others’ code'
  if (isLfsPointer(text)) return 'it is a pointer of git LFS; git lfs pull brings the file itself'
  const mark = marked?.get(path)
  if (mark === 'vendored') return '.gitattributes calls it vendored'
  if (mark === 'generated') return `.gitattributes calls it generated: ${whatToDo}`
  return saysGenerated(text) ? `it says that it is generated: ${whatToDo}` : undefined
}

/** Whether a text is what git LFS puts in a file's place, by the line that its specification asks for first. */
export function isLfsPointer(text: string): boolean {
  return text.startsWith('version https://git-lfs.github.com/spec/')
}

/** Whether a file stands in a folder for others' code. */
export function isVendored(path: string): boolean {
  return /(^|\/)(vendor|vendored|third[-_]party)\//i.test(path)
}

/** Files that `.gitattributes` calls generated or vendored; git itself matches the patterns, and is asked only then. */
export async function markedPaths(
  tree: Pick<Tree, 'root' | 'readText'>,
  programs: Programs,
  paths: readonly string[],
): Promise<Marked> {
  const attributes = paths.filter(path => splitPath(path).base === '.gitattributes')
  const texts = await inBatches(attributes, 16, path => tree.readText(path).catch(() => undefined))
  if (!texts.some(text => text?.includes('linguist-'))) return new Map()
  const [generated = [], vendored = []] = await Promise.all(
    ['linguist-generated', 'linguist-vendored'].map(name => pathsWith(programs, tree.root, name)),
  )
  return new Map([
    ...generated.map(path => [path, 'generated'] as const),
    ...vendored.map(path => [path, 'vendored'] as const),
  ])
}

async function pathsWith(programs: Programs, root: string, attribute: string): Promise<readonly string[]> {
  const patterns = [`:(attr:${attribute})`, `:(attr:${attribute}=true)`]
  const listed = await programs.capture(gitCommand(root, 'ls-files', '-z', '--', ...patterns))
  return listed.kind === 'exited' && listed.code === 0 ? listed.stdout.split('\0').filter(path => path !== '') : []
}

/** `@generated` in a comment or an attribute near the top, as generators write it. */
function saysGenerated(text: string): boolean {
  return /^\s*(\/\/|\/\*|#!\[).*@generated/m.test(text.slice(0, longestHeader))
}

const whatToDo = 'whatever makes it is to change'
const longestHeader = 2000
