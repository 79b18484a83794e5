import {compilePattern, type PatternStep} from './compile-pattern.ts'
import {PatternError, parsePattern} from './parse-pattern.ts'

/** A pattern for one line with one group, which is what is wanted of the line. */
export type LinePattern = {readonly steps: readonly PatternStep[]}

/** The pattern, or what is wrong with it as a clause. */
export function readPattern(text: string): LinePattern | {readonly problem: string} {
  try {
    return {steps: compilePattern(parsePattern(text))}
  } catch (error) {
    if (error instanceof PatternError) return {problem: error.message}
    throw error
  }
}

/**
 * What the group of the leftmost match holds; undefined where the line doesn't match. No step is tried twice at one character, so
 * that whoever wrote the pattern can't make it take long: at most steps times characters.
 */
export function matchLine({steps}: LinePattern, line: string): string | undefined {
  const characters = Array.from(line.slice(0, longestLine))
  const tried = new Uint8Array(steps.length * (characters.length + 1))
  for (let start = 0; start <= characters.length; start += 1) {
    const found = matchAt(steps, characters, start, tried)
    if (found !== undefined) return characters.slice(found.begin, found.end).join('')
  }
  return undefined
}

type Thread = {readonly step: number; readonly at: number; readonly begin: number; readonly end: number}

/** Where the group begins and ends in the match that starts here. What failed for an earlier start fails again. */
function matchAt(
  steps: readonly PatternStep[],
  characters: readonly string[],
  start: number,
  tried: Uint8Array,
): Thread | undefined {
  const open: Thread[] = [{step: 0, at: start, begin: start, end: start}]
  for (let thread = open.pop(); thread !== undefined; thread = open.pop()) {
    const key = thread.step * (characters.length + 1) + thread.at
    const step = steps[thread.step]
    if (tried[key] === 1 || step === undefined) continue
    tried[key] = 1
    if (step.kind === 'found') return thread
    goOn(open, step, thread, characters)
  }
  return undefined
}

/** Adds what is to be tried after a step, the first choice last. */
function goOn(
  open: Thread[],
  step: Exclude<PatternStep, {kind: 'found'}>,
  {step: now, at, begin, end}: Thread,
  characters: readonly string[],
): void {
  const character = characters[at]
  switch (step.kind) {
    case 'one':
      if (character !== undefined && step.accepts(character)) open.push({step: now + 1, at: at + 1, begin, end})
      return
    case 'edge':
      if (step.holds(characters[at - 1], character)) open.push({step: now + 1, at, begin, end})
      return
    case 'fork':
      open.push({step: step.second, at, begin, end}, {step: step.first, at, begin, end})
      return
    case 'begin':
      open.push({step: now + 1, at, begin: at, end})
      return
    case 'end':
      open.push({step: now + 1, at, begin, end: at})
      return
    default:
      step satisfies never
  }
}

/** Of a longer line only the beginning is looked at, in UTF-16 units. */
const longestLine = 4000
