import type {LoggedCommit} from '../scan/git-log.ts'

/** How a repository writes the first line and the end of a commit message. */
export type CommitStyle = {
  /** What stands before the subject, such as `chore(deps): `; empty where commits have no such word. */
  readonly prefix: string
  /** Whether the subject starts with a capital. */
  readonly isCapital: boolean
  /** Whether authors sign off what they commit (`Signed-off-by`). */
  readonly isSignedOff: boolean
}

/** A plain imperative sentence: what is written where the log tells nothing. */
export const plainStyle: CommitStyle = {prefix: '', isCapital: true, isSignedOff: false}

/**
 * The style of the latest commits, newest first. A prefix is taken over where most of them are conventional commits, in the
 * spelling that this repository uses for dependencies. Bots don't sign off, and their capitals count for nothing.
 */
export function commitStyleOf(commits: readonly LoggedCommit[]): CommitStyle {
  const own = commits.filter(({subject}) => !subject.startsWith('Revert "'))
  const people = own.filter(({author}) => !isBot(author))
  const conventional = own.flatMap(({subject}) => conventionalOf(subject) ?? [])
  const isConventional = conventional.length > 0 && conventional.length >= own.length * mostOf
  const spoken = people.map(({subject}) => (isConventional ? conventionalOf(subject)?.text : subject) ?? '')
  return {
    prefix: isConventional ? `${prefixFor(conventional)}: ` : '',
    isCapital: isCapital(spoken, isConventional),
    isSignedOff: people.length > 0 && people.filter(one => one.isSignedOff).length >= people.length * nearlyAll,
  }
}

type Conventional = {readonly type: string; readonly scope: string; readonly mark: string; readonly text: string}

function conventionalOf(subject: string): Conventional | undefined {
  const [, type = '', scope = '', mark = '', text = ''] = pattern.exec(subject) ?? []
  return types.has(type) ? {type, scope, mark, text} : undefined
}

/** The spelling that dependencies go by here; where there is none yet, the one that most repositories use. */
function prefixFor(conventional: readonly Conventional[]): string {
  const ours = conventional.filter(one => isAboutDependencies(one) && !['ci', 'docs', 'revert'].includes(one.type))
  const used = mostFrequent(ours.map(({type, scope, mark}) => `${type}${scope}${mark}`))
  if (used !== undefined) return used
  const type = conventional.some(one => one.type === 'chore') ? 'chore' : (buildOf(conventional) ?? 'chore')
  return conventional.some(({scope}) => scope !== '') && type !== 'deps' ? `${type}(deps)` : type
}

function buildOf(conventional: readonly Conventional[]): string | undefined {
  return ['build', 'deps'].find(type => conventional.some(one => one.type === type))
}

function isAboutDependencies({type, scope, text}: Conventional): boolean {
  if (type === 'deps' || /^\((.*[-/])?(deps?|deps-dev|dependencies)\)$/.test(scope)) return true
  return scope === '' && /^(bump|upgrade|update|raise)\b.*(\d+\.\d+|\bdependenc|\bwasmtime\b|\brust\b)/i.test(text)
}

/** The one that stands there most often; of several the newest. */
function mostFrequent(values: readonly string[]): string | undefined {
  const times = new Map<string, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  return [...times].toSorted(([, a], [, b]) => b - a)[0]?.[0]
}

function isCapital(texts: readonly string[], isConventional: boolean): boolean {
  const words = texts.filter(text => /^[a-z]/i.test(text))
  // One or two sentences are no custom.
  if (words.length < (isConventional ? 1 : 3)) return !isConventional
  return words.filter(text => /^[A-Z]/.test(text)).length * 2 > words.length
}

function isBot(author: string): boolean {
  return /\[bot\]$|^(dependabot|renovate)/i.test(author)
}

const pattern = /^([A-Za-z]{2,12})(\([^()]{1,40}\))?(!?): {0,2}(\S.*)$/
const types = new Set(
  'feat fix chore build ci docs style refactor perf test tests revert deps security release'.split(' '),
)
/** A few commits in another form don't make another style. */
const mostOf = 0.6
const nearlyAll = 0.8
