/** Whether the text is a Rust release as repositories state it: `1.86` or `1.86.0`. Not `stable`, `54` or `1.86-beta`. */
export function isRustVersion(text: string): boolean {
  return /^1\.(0|[1-9]\d{0,3})(\.(0|[1-9]\d{0,3}))?$/.test(text)
}

/** Below zero when `a` is older, above when newer; `1.86` and `1.86.0` are the same. Throws on what isn't a version. */
export function compareRust(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  return left.minor - right.minor || left.patch - right.patch
}

/** Whether what was built with (`1.95.0`, `1.97.0-nightly`) is another Rust than the one that is stated. */
export function isOtherRust(used: string, stated: string): boolean {
  return !isRustVersion(used) || compareRust(used, stated) !== 0
}

/**
 * `needed` in the precision of `spelling`: `1.75` becomes `1.86`, `1.75.0` becomes `1.86.0`. Undefined when the spelling
 * is that high already, or isn't a version (`stable`). A patch release that is needed is always written out: `1.86`
 * promises that 1.86.0 is enough, and where 1.86.1 is needed that would be untrue.
 */
export function raiseRustVersion(spelling: string, needed: string): string | undefined {
  if (!isRustVersion(spelling) || compareRust(spelling, needed) >= 0) return undefined
  const {minor, patch} = numbersOf(needed)
  const isShort = spelling.split('.').length === 2 && patch === 0
  return isShort ? `1.${minor}` : `1.${minor}.${patch}`
}

/** The way people say it: `1.86` for 1.86.0, `1.85.1` for 1.85.1. */
export function shortRust(version: string): string {
  const {minor, patch} = numbersOf(version)
  return patch === 0 ? `1.${minor}` : `1.${minor}.${patch}`
}

/** Several spellings of Rust versions, each version once and the way people say it, in their order. */
export function distinctRust(versions: readonly string[]): readonly string[] {
  return [...new Set(versions.map(shortRust))]
}

/** The release by its full number, as rustup names it: `1.86.0` for 1.86. */
export function fullRust(version: string): string {
  const {minor, patch} = numbersOf(version)
  return `1.${minor}.${patch}`
}

function numbersOf(version: string): {minor: number; patch: number} {
  if (!isRustVersion(version)) throw new RangeError(`not a Rust version: ${JSON.stringify(version)}`)
  const [, minor = 0, patch = 0] = version.split('.').map(Number)
  return {minor, patch}
}
