import {methodResult} from '../../catalog/method-results.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import {type Declarations, readDeclarations} from '../../rust-source/declarations.ts'
import {readModules} from '../../rust-source/read-modules.ts'
import type {Node, RustParser} from '../../rust-source/rust-parser.ts'
import {moduleOfFile, packageFinder, type UserFile} from './packages.ts'
import {type Reexports, readReexports, sharesNames} from './reexports.ts'
import type {UsingFile} from './shape.ts'
import {readTexts} from './source-texts.ts'

export type CodeInput = {
  readonly tree: Pick<Tree, 'readUpTo'>
  readonly survey: Pick<Survey, 'manifests'>
  readonly paths: readonly string[]
  /** The words that start a look; a file with none of them is never parsed. */
  readonly words: {has(word: string): boolean}
  readonly loadParser: () => Promise<RustParser>
}

/** The Rust code of the packages that can use a family crate. */
export type Code = {
  /** The files worth parsing. */
  readonly users: readonly UserFile[]
  readonly reexports: Reexports
  readonly filesRead: number
  /** Why files weren't read, one entry a file. */
  readonly leftOut: readonly string[]
}

/** Reads the files that can use a family crate, and what they re-export. Words decide which of them are worth parsing. */
export async function openCode({tree, survey, paths, words, loadParser}: CodeInput): Promise<Code> {
  const packageOf = packageFinder(survey)
  const sources = paths.filter(path => path.endsWith('.rs') && packageOf(path) !== undefined)
  const {files, leftOut} = await readTexts(tree, sources, ({text}) => hasWanted(text, words) || sharesNames(text))
  const users = files.flatMap(file => {
    const owner = packageOf(file.path)
    return owner === undefined ? [] : [{file, owner, module: moduleOfFile(file.path, owner)}]
  })
  const reexports = await readReexports(users, loadParser)
  return {
    users: users.filter(user => hasWanted(user.file.text, words) && reexports.concerns(user)),
    reexports,
    filesRead: sources.length - leftOut.length,
    leftOut,
  }
}

/** A parsed file with what its package and the other files tell about its names. */
export function usingFile(root: Node, {file, module, owner}: UserFile, reexports: Reexports): UsingFile {
  const own = readModules(root, module)
  const user = {file, module, owner}
  let declarations: Declarations | undefined
  return {
    root,
    module,
    names: {
      own: own.modules,
      locals: own.locals,
      others: reexports.modules,
      crate: module[0] ?? owner.crate,
      crates: owner.crates,
    },
    resultOf: methodResult,
    declarations: () => {
      declarations ??= readDeclarations(root)
      return declarations
    },
    types: new Map(),
    meanings: new Map(),
    definesTrait: reexports.definesTrait,
    definesFunction: reexports.definesFunction,
    hasBindgen: reexports.hasBindgen(user),
    namesFamily: reexports.concerns(user),
  }
}

/** The names and numbers of a text, each with its offset. */
export function* wordsIn(text: string): Generator<{readonly word: string; readonly start: number}> {
  for (const {0: word, index} of text.matchAll(/[A-Za-z_]\w*/g)) yield {word, start: index}
}

function hasWanted(text: string, words: CodeInput['words']): boolean {
  for (const {word} of wordsIn(text)) if (words.has(word)) return true
  return false
}
