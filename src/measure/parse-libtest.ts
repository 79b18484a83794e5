import type {TestOutcome} from '../domain/measurement.ts'

/**
 * Reads the plain output of Rust's own test harness: `test a::b ... ok`. Output that a test prints may stand between
 * the name and the outcome or split the line, so the outcome is looked for at the end of the name's line and, when
 * that isn't there, on its own at the start of a later line.
 */
export function parseLibtest(output: string, target: string): readonly TestOutcome[] {
  const outcomes = new Map<string, TestOutcome['outcome']>()
  let waiting: string | undefined
  for (const line of output.split(/\r?\n/)) {
    const started = /^test (.+?)(?: - should panic)? \.\.\. ?(.*)$/.exec(line)
    if (started !== null) waiting = started[1]
    const word = started === null ? line : (started[2] ?? '')
    const outcome = outcomeOf(word, started !== null)
    if (waiting === undefined || outcome === undefined) continue
    outcomes.set(waiting, outcome)
    waiting = undefined
  }
  return [...outcomes].map(([name, outcome]) => ({name: `${target}::${name}`, outcome}))
}

function outcomeOf(text: string, isSameLine: boolean): TestOutcome['outcome'] | undefined {
  const found = (
    isSameLine ? /(?:^|\s)(ok|FAILED|ignored)(?:, .*| <.*>| \([\d.]+s\))?$/ : /^(ok|FAILED|ignored)(?: <.*>)?$/
  ).exec(text)
  return found?.[1] === undefined ? undefined : words.get(found[1])
}

const words = new Map<string, TestOutcome['outcome']>([
  ['ok', 'passed'],
  ['FAILED', 'failed'],
  ['ignored', 'ignored'],
])

/**
 * Documentation tests are named by their line, which moves with any edit above it: here they are named by file and item,
 * numbered where an item has several.
 */
export function withoutLines(outcomes: readonly TestOutcome[]): readonly TestOutcome[] {
  const seen = new Map<string, number>()
  return outcomes.map(({name, outcome}) => {
    const bare = name.replace(/ ?\(line \d+\)/, '')
    const number = (seen.get(bare) ?? 0) + 1
    seen.set(bare, number)
    return {name: number === 1 ? bare : `${bare} #${number}`, outcome}
  })
}
