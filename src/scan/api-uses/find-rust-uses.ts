import {methodResult} from '../../catalog/method-results.ts'
import type {Finding} from '../../domain/finding.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import {type Declarations, readDeclarations} from '../../rust-source/declarations.ts'
import {readModules} from '../../rust-source/read-modules.ts'
import type {Node, RustParser} from '../../rust-source/rust-parser.ts'
import {findingsOf} from '../source-file.ts'
import {matchMark} from './match-mark.ts'
import {moduleOfFile, packageFinder, type UserFile} from './packages.ts'
import {type Reexports, readReexports, sharesNames} from './reexports.ts'
import type {UsingFile} from './shape.ts'
import {readTexts} from './source-texts.ts'
import {stateUse} from './state-use.ts'
import type {WantedWords} from './wanted.ts'

export type RustUsesInput = {
  readonly tree: Pick<Tree, 'readUpTo'>
  readonly survey: Pick<Survey, 'manifests'>
  readonly paths: readonly string[]
  readonly words: WantedWords
  readonly loadParser: () => Promise<RustParser>
}

export type RustUses = {
  readonly findings: readonly Finding[]
  readonly filesRead: number
  readonly filesParsed: number
  readonly leftOut: readonly {readonly reason: string; readonly count: number}[]
}

/** Uses in Rust files. Which files are parsed is decided by the words in them, what a word means by the syntax tree. */
export async function findRustUses({tree, survey, paths, words, loadParser}: RustUsesInput): Promise<RustUses> {
  const packageOf = packageFinder(survey)
  const sources = paths.filter(path => path.endsWith('.rs') && packageOf(path) !== undefined)
  const {files, leftOut} = await readTexts(tree, sources, ({text}) => hasWanted(text, words) || sharesNames(text))
  const users = files.flatMap(file => {
    const owner = packageOf(file.path)
    return owner === undefined ? [] : [{file, owner, module: moduleOfFile(file.path, owner)}]
  })
  const reexports = await readReexports(users, loadParser)
  const worthParsing = users.filter(user => hasWanted(user.file.text, words) && reexports.concerns(user))
  const findings: Finding[] = []
  const tooDeep: string[] = []
  for (const user of worthParsing) {
    const found = usesIn(user, words, reexports, await loadParser())
    if (found === undefined) tooDeep.push('Rust that is nested too deeply')
    findings.push(...(found ?? []))
    await aMoment()
  }
  return {
    findings,
    filesRead: sources.length - leftOut.length,
    filesParsed: worthParsing.length,
    leftOut: counted([...leftOut, ...tooDeep]),
  }
}

/** Undefined when the file is nested so deeply that looking at it would take forever. */
function usesIn(
  user: UserFile,
  words: WantedWords,
  reexports: Reexports,
  parser: RustParser,
): readonly Finding[] | undefined {
  try {
    return parser.withTree(user.file.text, root => usesInTree(root, user, words, reexports)) ?? []
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function usesInTree(root: Node, user: UserFile, words: WantedWords, reexports: Reexports): readonly Finding[] {
  const {file, module} = user
  const own = readModules(root, module)
  const {crate, crates} = user.owner
  let declarations: Declarations | undefined
  const using: UsingFile = {
    root,
    module,
    names: {own: own.modules, locals: own.locals, others: reexports.modules, crate: module[0] ?? crate, crates},
    resultOf: methodResult,
    declarations: () => {
      declarations ??= readDeclarations(root)
      return declarations
    },
    types: new Map(),
    meanings: new Map(),
    definesTrait: reexports.definesTrait,
    hasBindgen: reexports.hasBindgen(user),
    namesFamily: reexports.concerns(user),
  }
  const statements = [...wordsIn(file.text)].flatMap(({word, start}) => statementsAt(word, start, words, using))
  const changes = [...new Set(statements.map(({change}) => change))]
  return changes.flatMap(change =>
    findingsOf(
      file,
      'rust-source',
      statements.filter(statement => statement.change === change),
    ),
  )
}

function statementsAt(word: string, start: number, words: WantedWords, file: UsingFile) {
  const wanted = words.get(word)
  if (wanted === undefined) return []
  const leaf = file.root.descendantForIndex(start, start + word.length)
  if (leaf === null || leaf.text !== word) return []
  return wanted.flatMap(({change, mark, isSure}) => {
    const match = matchMark(mark, leaf, file)
    if (match === undefined) return []
    return stateUse(change, {start, value: word}, isSure ? match : 'hint')
  })
}

function* wordsIn(text: string): Generator<{readonly word: string; readonly start: number}> {
  for (const {0: word, index} of text.matchAll(/[A-Za-z_]\w*/g)) yield {word, start: index}
}

function hasWanted(text: string, words: WantedWords): boolean {
  for (const {word} of wordsIn(text)) if (words.has(word)) return true
  return false
}

function counted(reasons: readonly string[]): RustUses['leftOut'] {
  return [...new Set(reasons)].toSorted().map(reason => ({
    reason,
    count: reasons.filter(other => other === reason).length,
  }))
}

/** Lets keys and timers have their turn between two files. */
function aMoment(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
