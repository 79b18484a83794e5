import {type Accepts, type Holds, PatternError, type PatternNode} from './parse-pattern.ts'

/** What is done at one character, in the order of the pattern; each leads to the next but for the forks. */
export type PatternStep =
  | {readonly kind: 'one'; readonly accepts: Accepts}
  | {readonly kind: 'edge'; readonly holds: Holds}
  /** Both ways may lead on; the first is tried first. */
  | {readonly kind: 'fork'; readonly first: number; readonly second: number}
  | {readonly kind: 'begin'}
  | {readonly kind: 'end'}
  | {readonly kind: 'found'}

/** The steps of a pattern. Throws a PatternError when it has not exactly one group, or needs too many steps. */
export function compilePattern(node: PatternNode): readonly PatternStep[] {
  const groups = groupsIn(node)
  if (groups !== 1) throw new PatternError(`it needs exactly one group “(…)”, the number; it has ${groups}`)
  const steps: Steps = []
  add(steps, node)
  return [...steps, {kind: 'found'}]
}

type Fork = {kind: 'fork'; first: number; second: number}
type Steps = (Exclude<PatternStep, {kind: 'fork'}> | Fork)[]

function groupsIn(node: PatternNode): number {
  switch (node.kind) {
    case 'one':
    case 'edge':
      return 0
    case 'all':
      return sum(node.nodes.map(groupsIn))
    case 'either':
      return sum(node.ways.map(groupsIn))
    case 'repeat':
      return groupsIn(node.node)
    case 'number':
      return 1 + groupsIn(node.node)
    default:
      return node satisfies never
  }
}

function add(steps: Steps, node: PatternNode): void {
  if (steps.length > mostSteps) throw new PatternError('it is too large')
  switch (node.kind) {
    case 'one':
    case 'edge':
      steps.push(node)
      return
    case 'all':
      for (const one of node.nodes) add(steps, one)
      return
    case 'either':
      addWays(steps, node.ways)
      return
    case 'repeat':
      addRepeated(steps, node)
      return
    case 'number':
      steps.push({kind: 'begin'})
      add(steps, node.node)
      steps.push({kind: 'end'})
      return
    default:
      node satisfies never
  }
}

/** Each way but the last is a fork; all but the last jump over what follows. A jump is a fork whose ways are one. */
function addWays(steps: Steps, [way, ...rest]: readonly PatternNode[]): void {
  if (way === undefined) return
  if (rest.length === 0) {
    add(steps, way)
    return
  }
  const fork = pushFork(steps)
  fork.first = steps.length
  add(steps, way)
  const jump = pushFork(steps)
  fork.second = steps.length
  addWays(steps, rest)
  jump.first = steps.length
  jump.second = steps.length
}

function addRepeated(steps: Steps, {node, least, most, isLazy}: Extract<PatternNode, {kind: 'repeat'}>): void {
  for (let times = 0; times < least; times += 1) add(steps, node)
  const optional: Fork[] = []
  const again = steps.length
  for (let times = least; times < (most === Infinity ? least + 1 : most); times += 1) {
    const fork = pushFork(steps)
    fork[isLazy ? 'second' : 'first'] = steps.length
    optional.push(fork)
    add(steps, node)
  }
  if (most === Infinity) {
    const back = pushFork(steps)
    back.first = again
    back.second = again
  }
  for (const fork of optional) fork[isLazy ? 'first' : 'second'] = steps.length
}

function pushFork(steps: Steps): Fork {
  const fork: Fork = {kind: 'fork', first: 0, second: 0}
  steps.push(fork)
  return fork
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

/** A pattern that needs more is no pattern for a number. */
const mostSteps = 200
