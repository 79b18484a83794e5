import type {Finding} from '../../domain/finding.ts'
import type {Node, RustParser} from '../../rust-source/rust-parser.ts'
import {findingsOf} from '../source-file.ts'
import {matchesIn} from './matches-in.ts'
import {type CodeInput, openCode, usingFile} from './open-code.ts'
import type {UserFile} from './packages.ts'
import type {Reexports} from './reexports.ts'
import {stateUse} from './state-use.ts'
import type {WantedWords} from './wanted.ts'

export type RustUsesInput = CodeInput & {readonly words: WantedWords}

export type RustUses = {
  readonly findings: readonly Finding[]
  readonly filesRead: number
  readonly filesParsed: number
  readonly leftOut: readonly {readonly reason: string; readonly count: number}[]
}

/** Uses in Rust files. Which files are parsed is decided by the words in them, what a word means by the syntax tree. */
export async function findRustUses(input: RustUsesInput): Promise<RustUses> {
  const {words, loadParser} = input
  const {users, reexports, filesRead, leftOut} = await openCode(input)
  const findings: Finding[] = []
  const tooDeep: string[] = []
  for (const user of users) {
    const found = usesIn(user, words, reexports, await loadParser())
    if (found === undefined) tooDeep.push('Rust that is nested too deeply')
    findings.push(...(found ?? []))
    await aMoment()
  }
  return {findings, filesRead, filesParsed: users.length, leftOut: counted([...leftOut, ...tooDeep])}
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
  const {file} = user
  const statements = matchesIn(file.text, usingFile(root, user, reexports), words).map(
    ({change, start, word, certainty}) => stateUse(change, {start, value: word}, certainty),
  )
  const changes = [...new Set(statements.map(({change}) => change))]
  return changes.flatMap(change =>
    findingsOf(
      file,
      'rust-source',
      statements.filter(statement => statement.change === change),
    ),
  )
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
