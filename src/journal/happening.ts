import {shortCommandLine} from '../domain/command.ts'
import {count} from '../domain/count.ts'
import {duration} from '../domain/duration.ts'
import {isSameState} from '../domain/file-state.ts'
import type {FileChange, JournalEvent} from './event.ts'
import type {TimedEvent} from './fold.ts'
import {findCommand, type Session} from './session.ts'

/** How many are kept: all of them, for any session that people can read. */
export const mostHappenings = 10_000

/** One thing that happened in a session, in words; light enough to keep thousands. */
export type Happening = {
  /** ISO time. */
  readonly at: string
  /** Who did it: a person's name, the policy, or the wizard itself. */
  readonly by: string
  /** A verb: `accepted`, `ran`, `put back`. */
  readonly did: string
  readonly what: string
  readonly tone?: 'good' | 'bad' | 'warn'
}

type Said = Omit<Happening, 'at' | 'by'> & {readonly by?: string}

/** The event in words, from the session as it was before it. Undefined for what says nothing to a person. */
export function happening(before: Session | undefined, {at, event}: TimedEvent): Happening | undefined {
  const said = saidOf(before, event)
  if (said === undefined) return undefined
  return {at, by: 'wizard', ...said, what: said.what.slice(0, longestWhat)}
}

function saidOf(session: Session | undefined, event: JournalEvent): Said | undefined {
  switch (event.type) {
    case 'content-saved':
    case 'command-started':
    case 'command-running':
      return undefined
    case 'session-started':
      return {by: event.by, did: 'started', what: `a plan of ${count(event.plan.steps.length, 'step')}`}
    case 'session-continued':
      return {by: event.by, did: 'went on', what: 'with the session'}
    case 'people-joined': {
      const others = event.people.filter(({name}) => name !== event.driver).map(({name}) => name)
      return {by: event.driver, did: 'drives', what: others.length === 0 ? 'alone' : `with ${others.join(', ')}`}
    }
    case 'wheel-handed':
      return event.by === event.to
        ? {by: event.by, did: 'took', what: 'the wheel'}
        : {by: event.by, did: 'handed over', what: `to ${event.to}`}
    case 'approved':
      return {by: event.by, did: 'agreed', what: `${event.what}, which ${event.asked} wanted`, ...good}
    case 'session-ended':
      return {did: 'ended', what: `the session: ${event.verdict}`, ...(event.verdict === 'done' ? good : warn)}
    case 'command-ended':
      return {
        did: 'ran',
        ...command(session, event.marker, `${event.outcome} after ${duration(event.durationMs)}`),
        ...(event.outcome === 'exit 0' ? {} : warn),
      }
    case 'command-paused':
      return {did: 'paused', ...command(session, event.marker, event.why), ...warn}
    case 'command-resumed':
      return {by: event.by, did: 'resumed', ...command(session, event.marker)}
    case 'undo-started':
      return {by: event.by, did: undoVerb[event.reason], what: titles(session, event.steps), ...warn}
    case 'undo-finished':
      return restored(session?.undoing?.files ?? [], event.failed)
    case 'note-written': {
      const about = event.step === undefined ? '' : `${titles(session, [event.step])}: `
      return {by: event.by, did: 'noted', what: about + event.text}
    }
    default:
      return ofStep(session, event)
  }
}

/** Those about one step that are told; the others are taken care of before. */
type StepEvent = Exclude<
  Extract<JournalEvent, {readonly step: string}>,
  {readonly type: 'command-started' | 'note-written'}
>

function ofStep(session: Session | undefined, event: StepEvent): Said | undefined {
  const title = titled(session, event)
  switch (event.type) {
    case 'step-started':
      return {did: 'started', what: title}
    case 'step-applied':
      return wrote(event.files)
    case 'step-verified':
      return {did: 'verified', what: `${title}: ${event.summary}`, ...good}
    case 'step-failed':
      return {did: 'failed', what: `${title}: ${event.problem.title}`, ...bad}
    case 'step-blocked':
      return {did: 'stopped at', what: `${title}: ${event.problem.title}`, ...warn}
    case 'step-not-needed':
      return {did: 'passed over', what: `${title}: ${event.evidence}`}
    case 'step-skipped':
      return {by: event.by, did: 'skipped', what: title, ...warn}
    case 'step-accepted':
      return {by: event.by, did: 'accepted', what: title, ...good}
    case 'step-rewritten':
      return {did: 'took over', what: `what a hook made of ${listed(pathsOf(event.files))}`}
    case 'step-committed':
      return event.commit === null
        ? {by: event.by, did: 'left uncommitted', what: title, ...warn}
        : {by: event.by, did: 'committed', what: `${title}: ${event.commit.slice(0, 9)}`}
    case 'step-mended':
      return {by: event.by, did: 'mended', what: `${title}: ${count(event.proposals.length, 'proposal')}`}
    case 'proposal-skipped':
      return {by: event.by, did: 'left out', what: `${title}: ${event.proposal}`}
    case 'item-marked':
      return {by: event.by, did: 'marked', what: `${event.item} as ${event.mark.replace('-', ' ')}`}
    default:
      return event satisfies never
  }
}

/** `Raise Rust to 1.86 (try 2)`. */
function titled(session: Session | undefined, event: StepEvent): string {
  const attempt = 'attempt' in event && event.attempt > 1 ? ` (try ${event.attempt})` : ''
  return titles(session, [event.step]) + attempt
}

function titles(session: Session | undefined, ids: readonly string[]): string {
  return ids.map(id => session?.steps.find(({plan}) => plan.id === id)?.plan.title ?? id).join(', ')
}

function wrote(files: readonly FileChange[]): Said | undefined {
  const changed = pathsOf(files)
  return changed.length === 0 ? undefined : {did: 'wrote', what: listed(changed)}
}

function restored(files: readonly FileChange[], failed: readonly {path: string; why: string}[]): Said {
  if (failed.length > 0)
    return {did: 'couldn’t', what: `put back ${failed.map(({path, why}) => `${path} (${why})`).join(', ')}`, ...bad}
  const changed = pathsOf(files)
  return {did: 'put back', what: changed.length === 0 ? 'no file: none had changed' : listed(changed)}
}

/** What is said of a command comes first: its line may be longer than the screen is wide. */
function command(session: Session | undefined, marker: string, said?: string): Pick<Said, 'what'> {
  const known = session === undefined ? undefined : findCommand(session, marker)
  const line = known === undefined ? 'a command' : shortCommandLine(known)
  return {what: said === undefined ? line : `${said}: ${line}`}
}

function pathsOf(files: readonly FileChange[]): readonly string[] {
  return files.filter(({before, after}) => !isSameState(before, after)).map(({path}) => path)
}

function listed(paths: readonly string[]): string {
  return paths.length === 1 ? `${paths[0]}` : `${count(paths.length, 'file')}: ${paths.slice(0, mostPaths).join(', ')}`
}

const undoVerb = {
  'roll-back': 'rolled back',
  retry: 'retried',
  undo: 'undid',
  interrupted: 'took back',
} as const
const good = {tone: 'good'} as const
const bad = {tone: 'bad'} as const
const warn = {tone: 'warn'} as const
const longestWhat = 500
const mostPaths = 20
