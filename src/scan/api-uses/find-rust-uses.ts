import type {TellAmount} from '../../domain/amount.ts'
import type {Node, RustParser} from '../../rust-source/rust-parser.ts'
import {findingIn} from '../source-file.ts'
import type {FoundUse} from './found-use.ts'
import {matchesIn, type UseMatch} from './matches-in.ts'
import {type CodeInput, openCode, usingFile} from './open-code.ts'
import type {UserFile} from './packages.ts'
import type {Reexports} from './reexports.ts'
import {stateUse} from './state-use.ts'
import type {WantedWords} from './wanted.ts'

export type RustUsesInput = CodeInput & {readonly words: WantedWords; readonly tell?: TellAmount}

export type RustUses = {
  readonly uses: readonly FoundUse[]
  readonly filesRead: number
  readonly filesParsed: number
  readonly leftOut: readonly {readonly reason: string; readonly count: number}[]
}

/** Uses in Rust files. Which files are parsed is decided by the words in them, what a word means by the syntax tree. */
export async function findRustUses(input: RustUsesInput): Promise<RustUses> {
  const {words, loadParser, tell} = input
  const {users, reexports, filesRead, leftOut} = await openCode(input)
  const uses: FoundUse[] = []
  const tooDeep: string[] = []
  for (const [at, user] of users.entries()) {
    const found = usesIn(user, words, reexports, await loadParser())
    if (found === undefined) tooDeep.push('Rust that is nested too deeply')
    uses.push(...(found ?? []))
    tell?.({done: at + 1, total: users.length})
    await aMoment()
  }
  return {uses, filesRead, filesParsed: users.length, leftOut: counted([...leftOut, ...tooDeep])}
}

/** Undefined when the file is nested so deeply that looking at it would take forever. */
function usesIn(
  user: UserFile,
  words: WantedWords,
  reexports: Reexports,
  parser: RustParser,
): readonly FoundUse[] | undefined {
  try {
    return parser.withTree(user.file.text, root => usesInTree(root, user, words, reexports)) ?? []
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function usesInTree(root: Node, user: UserFile, words: WantedWords, reexports: Reexports): readonly FoundUse[] {
  const {file} = user
  const matches = firstOfEach(matchesIn(file.text, usingFile(root, user, reexports), words))
  if (matches.length === 0) return []
  const asFinding = findingIn(file, 'rust-source')
  return matches.map(({change, start, word, certainty, majors}) => ({
    finding: asFinding(stateUse(change, {start, value: word}, certainty)),
    majors,
  }))
}

/** Several marks of a change may match one name: each major hears of the first that is for it. */
function firstOfEach(matches: readonly UseMatch[]): readonly UseMatch[] {
  const told = new Map<string, readonly number[]>()
  return matches.flatMap(match => {
    const place = `${match.change.id} ${match.start}`
    const before = told.get(place) ?? []
    const majors = match.majors.filter(major => !before.includes(major))
    told.set(place, [...before, ...majors])
    return majors.length === 0 ? [] : [{...match, majors}]
  })
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
