import type {TestOutcome} from '../domain/measurement.ts'

/**
 * Reads the plain output of Rust's own test harness: `test a::b ... ok`. Output that a test prints may stand between
 * the name and the outcome or split the line, so the outcome is looked for at the end of the name's line and, when
 * that isn't there, on its own at the start of a later line. Where that is mistaken, the list of failures at the end
 * has the last word; what stands before it was printed by the tests that failed.
 */
export function parseLibtest(output: string, target: string): readonly TestOutcome[] {
  const outcomes = new Map<string, TestOutcome['outcome']>()
  let waiting: string | undefined
  let isAmongFailures = false
  for (const line of output.split(/\r?\n/)) {
    if (line === 'failures:' || line.startsWith('test result: ')) {
      isAmongFailures = line === 'failures:'
      waiting = undefined
    }
    const listed = isAmongFailures ? /^ {4}(\S.*)$/.exec(line)?.[1] : undefined
    if (listed !== undefined && outcomes.has(listed)) outcomes.set(listed, 'failed')
    if (isAmongFailures) continue
    const started = /^test (.+?)(?: - should panic)? \.\.\. ?(.*)$/.exec(line)
    if (started !== null) waiting = started[1]
    const word = started === null ? line : (started[2] ?? '')
    if (word.startsWith('bench: ')) waiting = undefined
    const outcome = outcomeOf(word, started !== null)
    if (waiting === undefined || outcome === undefined) continue
    // Two programs may print into one stream and share a name: the failure must not get lost.
    if (outcomes.get(waiting) !== 'failed') outcomes.set(waiting, outcome)
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

/** How many tests a program left out because they weren't asked for, by its closing lines; 0 when it says nothing of it. */
export function countFiltered(output: string): number {
  const closing = output.matchAll(/^test result: [^\n]{1,200}; (\d{1,9}) filtered out/gm)
  return [...closing].reduce((sum, [, number]) => sum + Number(number), 0)
}
