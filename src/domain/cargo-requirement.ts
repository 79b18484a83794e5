import {compare, parse, type SemVer} from 'semver'
import {applyEdits, type Span} from './edit.ts'

/** One part of a requirement. A bare `25.0` has the operator `^`; the wildcards `25.*` and `25.0.*` have `*`. */
export type Comparator = {
  readonly operator: '^' | '~' | '=' | '>' | '>=' | '<' | '<=' | '*'
  readonly major: number
  /** Undefined when not written, or written as a wildcard. */
  readonly minor: number | undefined
  readonly patch: number | undefined
  /** `rc.1`; empty without a pre-release. */
  readonly preRelease: string
  /** Where the numbers, pre-release and build metadata stand in the text: no operator, no wildcard. */
  readonly span: Span
}

/** A version requirement as Cargo reads it. All comparators must hold; none at all is `*`. */
export type CargoRequirement = {readonly text: string; readonly comparators: readonly Comparator[]}

/**
 * Reads a requirement by Cargo's rules, which are not npm's: `25.0` is `^25.0`, a comma means "and", and `||`,
 * hyphen ranges and `v25` don't exist. Undefined is what Cargo refuses as well.
 */
export function parseRequirement(text: string): CargoRequirement | undefined {
  if (text.length > longestRequirement) return undefined
  if (/^ *[*xX] *$/.test(text)) return {text, comparators: []}
  const comparators: Comparator[] = []
  let offset = 0
  for (const part of text.split(',')) {
    const comparator = parseComparator(part, offset)
    if (comparator === undefined) return undefined
    comparators.push(comparator)
    offset += part.length + 1
  }
  return comparators.length <= maxComparators ? {text, comparators} : undefined
}

/** Whether Cargo would take `version` for this requirement; false when either of them can't be read. */
export function allows(requirement: string, version: string): boolean {
  const parsed = parseRequirement(requirement)
  const release = parse(version)
  return parsed !== undefined && release !== null && takes(parsed, release)
}

/** The same for what is parsed already: for lists, where each is asked about each. */
export function takes({comparators}: CargoRequirement, release: SemVer): boolean {
  if (!comparators.every(comparator => isMatch(comparator, release))) return false
  // A pre-release is only taken by someone who named a pre-release of the very same version.
  return release.prerelease.length === 0 || comparators.some(comparator => namesPreReleaseOf(comparator, release))
}

/**
 * The requirement rewritten so that it allows `version`, in the shape and precision it is written in: `25.0` becomes
 * `36.0`, `=25.0.3` becomes `=36.0.14`, `>= 22, < 26` becomes `>= 22, < 37`.
 *
 * Undefined means that nothing is to be written. Ask `allows` to tell the two reasons apart:
 * - it allows the version already. That it may allow newer ones too (`>=22`, `*`) or older ones (`36.0.2` for 36.0.14)
 *   is its author's decision; which release is used is settled in the lockfile. Nothing is ever narrowed.
 * - no raise can help: the text can't be read, or it asks for something newer, and lowering isn't raising.
 */
export function raiseRequirement(requirement: string, version: string): string | undefined {
  const parsed = parseRequirement(requirement)
  const release = parse(version)
  if (parsed === undefined || release === null || allows(requirement, version)) return undefined
  const misses = parsed.comparators.filter(comparator => !isMatch(comparator, release))
  if (misses.some(comparator => !comparator.operator.startsWith('<') && sideOf(comparator, release) < 0))
    return undefined
  const edits = misses.map(comparator => ({...comparator.span, text: raisedNumbers(comparator, release)}))
  const raised = applyEdits(requirement, edits)
  return allows(raised, version) ? raised : undefined
}

function parseComparator(part: string, offset: number): Comparator | undefined {
  const match = comparatorPattern.exec(part)
  if (match === null) return undefined
  const {lead = '', operator = '', numbers = '', major, minor, patch, pre = '', wildcard} = match.groups ?? {}
  const full = `${major}.${minor ?? 0}.${patch ?? 0}${pre && `-${pre}`}`
  if (parse(full) === null) return undefined
  const start = offset + lead.length
  return {
    operator: operatorOf(operator, wildcard !== undefined),
    major: Number(major),
    minor: minor === undefined ? undefined : Number(minor),
    patch: patch === undefined ? undefined : Number(patch),
    preRelease: pre,
    span: {start, end: start + numbers.length},
  }
}

function operatorOf(text: string, hasWildcard: boolean): Comparator['operator'] {
  if (text === '') return hasWildcard ? '*' : '^'
  return operators.find(operator => operator === text) ?? '^'
}

function isMatch(comparator: Comparator, version: SemVer): boolean {
  const side = sideOf(comparator, version)
  switch (comparator.operator) {
    case '=':
    case '*':
      return isExactly(comparator, version)
    case '>':
      return side > 0
    case '>=':
      return side > 0 || isExactly(comparator, version)
    case '<':
      return side < 0
    case '<=':
      return side < 0 || isExactly(comparator, version)
    case '~':
      return isSame(comparator, version, 2) && (comparator.patch === undefined ? isRelease(version) : side >= 0)
    case '^':
      return isSame(comparator, version, compatiblePrecision(comparator)) && side >= 0
    default:
      return comparator.operator satisfies never
  }
}

/** Below zero when the version lies before everything that is written, above when behind: `25` covers all of 25. */
function sideOf(comparator: Comparator, version: SemVer): number {
  for (const [written, actual] of numberPairs(comparator, version)) if (written !== actual) return actual - written
  return comparator.patch === undefined ? 0 : compare(version, lowest(comparator))
}

function isExactly(comparator: Comparator, version: SemVer): boolean {
  return isSame(comparator, version, 3) && version.prerelease.join('.') === comparator.preRelease
}

/** Whether the first `precision` numbers agree, as far as they are written. */
function isSame(comparator: Comparator, version: SemVer, precision: number): boolean {
  return numberPairs(comparator, version)
    .slice(0, precision)
    .every(([written, actual]) => written === actual)
}

/** How many leading numbers decide compatibility: up to the first that isn't zero. */
function compatiblePrecision({major, minor}: Comparator): number {
  if (major > 0) return 1
  return minor === 0 ? 3 : 2
}

function numberPairs({major, minor, patch}: Comparator, version: SemVer): [written: number, actual: number][] {
  const pairs: [number, number][] = [[major, version.major]]
  if (minor !== undefined) pairs.push([minor, version.minor])
  if (patch !== undefined) pairs.push([patch, version.patch])
  return pairs
}

function lowest({major, minor = 0, patch = 0, preRelease}: Comparator): string {
  return `${major}.${minor}.${patch}${preRelease && `-${preRelease}`}`
}

function namesPreReleaseOf(comparator: Comparator, version: SemVer): boolean {
  return comparator.preRelease !== '' && isSame(comparator, version, 3)
}

function isRelease(version: SemVer): boolean {
  return version.prerelease.length === 0
}

function raisedNumbers(comparator: Comparator, version: SemVer): string {
  const precision = numberPairs(comparator, version).length
  if (comparator.operator === '<') return nextIncompatible(version).slice(0, precision).join('.')
  // A pre-release can't be said in fewer than three numbers.
  if (!isRelease(version) && comparator.operator !== '*') return version.version
  return [version.major, version.minor, version.patch].slice(0, precision).join('.')
}

/** The first version Cargo holds to be incompatible: where `<` has to stand to let all compatible releases in. */
function nextIncompatible({major, minor, patch}: SemVer): readonly number[] {
  if (major > 0) return [major + 1, 0, 0]
  return minor > 0 ? [0, minor + 1, 0] : [0, 0, patch + 1]
}

const operators = ['^', '~', '=', '>', '>=', '<', '<='] as const
// The parser inside Cargo recurses and stops at this depth.
const maxComparators = 32
const number = '(?:0|[1-9][0-9]*)'
const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*'
const comparatorPattern = new RegExp(
  `^(?<lead> *(?<operator>>=|<=|[=><~^]?) *)(?<numbers>(?<major>${number})(?:\\.(?<minor>${number})` +
    `(?:\\.(?<patch>${number})(?:-(?<pre>${identifiers}))?(?:\\+${identifiers})?)?)?)(?<wildcard>(?:\\.[*xX]){1,2})? *$`,
)

/** Nobody means more than this; whoever writes it wants to be waited for. */
const longestRequirement = 1000
