import type {BreakingChange} from '../catalog/breaking-changes.ts'
import type {Finding} from '../domain/finding.ts'
import type {CompilerError} from '../measure/compiler-errors.ts'

/** What is known of the way that is being taken: its breaking changes, and where the code still meets them. */
export type Knowledge = {readonly changes: readonly BreakingChange[]; readonly uses: readonly Finding[]}

/**
 * Tells the breaking change that causes an error: one that the code is known to meet on the error's own line, or at the
 * head of the `impl` whose member it is about; else one that is expected to cause this code and took away a name that the
 * compiler misses. Undefined when none fits.
 */
export function changeMatcher({changes, uses}: Knowledge): (error: CompilerError) => BreakingChange | undefined {
  const suspects = changes.map(change => ({change, names: namesTaken(change)}))
  const used = byPath(uses)
  return error => {
    const missed = quotedNames(error.message)
    const signs = suspects.map(suspect => signsOf(suspect, error, missed))
    const around = used.get(error.place?.path ?? '') ?? []
    const atPlace = usesAt(error, around)
    const here = signs.filter(sign => atPlace.has(sign.change.id) && isPlausible(sign, error))
    return (
      strongest(here) ??
      atHead(error, around, signs) ??
      strongest(signs.filter(sign => sign.isExpected && sign.names > 0))
    )?.change
  }
}

function byPath(uses: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>()
  for (const use of uses) {
    const known = found.get(use.path)
    if (known === undefined) found.set(use.path, [use])
    else known.push(use)
  }
  return found
}

type Suspect = {readonly change: BreakingChange; readonly names: readonly string[]}
/** `names`: how many of the names that the change took away the compiler misses. `isExpected`: it foresees the code. */
type Signs = {readonly change: BreakingChange; readonly names: number; readonly isExpected: boolean}

function signsOf({change, names}: Suspect, {code}: CompilerError, missed: ReadonlySet<string>): Signs {
  const isExpected = code !== undefined && change.rustcErrors.includes(code)
  return {change, names: names.filter(name => missed.has(name)).length, isExpected}
}

function usesAt({place}: CompilerError, uses: readonly Finding[]): ReadonlySet<string> {
  if (place === undefined) return new Set()
  const here = uses.filter(({line}) => line >= place.line && line <= place.lastLine)
  return new Set(here.flatMap(({change}) => change ?? []))
}

/** The compiler is at a member of an `impl` and the change at its head: the nearest place above that foresees the error. */
function atHead({code, place}: CompilerError, uses: readonly Finding[], signs: readonly Signs[]): Signs | undefined {
  if (place === undefined || code === undefined || !codesOfMembers.has(code)) return undefined
  const expected = new Map(signs.filter(sign => sign.isExpected).map(sign => [sign.change.id, sign]))
  const above = uses.filter(({line, change = ''}) => line < place.line && expected.has(change))
  const nearest = above.reduce<Finding | undefined>(
    (best, use) => (best && best.line >= use.line ? best : use),
    undefined,
  )
  return expected.get(nearest?.change ?? '')
}

/** Errors about one member of an `impl`: its parameters, its type, or that the trait has none of its name. */
const codesOfMembers = new Set(['E0050', 'E0053', 'E0185', 'E0186', 'E0195', 'E0407', 'E0437', 'E0438'])

/** A line can have errors that have nothing to do with the change it meets. The codes are a forecast, so one sign is enough. */
function isPlausible({change, names, isExpected}: Signs, {code}: CompilerError): boolean {
  if (code === undefined || isExpected || names > 0) return true
  return change.effect === 'error' && !change.rustcErrors.some(expected => /^E\d{4}$/.test(expected))
}

/** The one with most of the names, then the one that is expected, then the one that most code meets. */
function strongest(signs: readonly Signs[]): Signs | undefined {
  const strength = ({change, names, isExpected}: Signs) => 20 * names + (isExpected ? 10 : 0) + change.likelihood
  return signs.toSorted((a, b) => strength(b) - strength(a))[0]
}

/** Names that the old code has and the new one hasn't. */
function namesTaken({before = '', after = ''}: BreakingChange): readonly string[] {
  const kept = new Set(namesIn(after))
  return [...new Set(namesIn(before))].filter(name => !kept.has(name) && !common.has(name))
}

/** The names that the compiler quotes: `a::b` of “cannot find `a::b`” gives both. */
function quotedNames(message: string): ReadonlySet<string> {
  const quoted = message.split('`').filter((_, index) => index % 2 === 1)
  return new Set(quoted.flatMap(namesIn))
}

function namesIn(text: string): readonly string[] {
  return text.match(/[A-Za-z_]\w{2,}/g) ?? []
}

/** Words of the language and of every example: they tell no change from another. */
const common = new Set(
  'let mut pub use self Self impl for where async await move true false match return crate struct enum trait type const static unsafe dyn ref Ok Err Some None Result Option String str bool usize Box Vec Arc new default from into wasmtime store linker config engine module instance file builder'.split(
    ' ',
  ),
)
