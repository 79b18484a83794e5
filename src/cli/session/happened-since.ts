import {shortCommandLine} from '../../domain/command.ts'
import {count} from '../../domain/count.ts'
import type {Tree} from '../../domain/ports.ts'
import type {GitState, Toolchains} from '../../domain/survey.ts'
import {driftedFiles} from '../../engine/drift.ts'
import type {Machine} from '../../journal/event.ts'
import type {Journal} from '../../journal/journal.ts'
import type {CommandSession, Session} from '../../journal/session.ts'
import type {Environment} from '../environment.ts'
import {thisMachine} from '../look/this-machine.ts'
import {gitSince} from './git-since.ts'
import {lostLogs} from './lost-logs.ts'
import {madeBranch} from './made-branch.ts'
import type {SinceFact} from './since-fact.ts'

/** What is there now. */
export type Now = {readonly git: Pick<GitState, 'branch' | 'head'> | null; readonly toolchains: Toolchains}

/** What a person should know before going on with an older session. Looks, writes nothing. */
export async function happenedSince(
  env: Pick<Environment, 'clock' | 'programs' | 'version'>,
  tree: Tree,
  {session, tornBytes}: Pick<Journal, 'session' | 'tornBytes'>,
  now: Now,
): Promise<readonly SinceFact[]> {
  if (session === undefined) return []
  const {latest} = session
  const asked = {programs: env.programs, root: tree.root, own: session.commits?.map(({commit}) => commit) ?? []}
  const [git, drifted, lost, machine] = await Promise.all([
    gitSince(asked, withOwnBranch(session, now), now.git),
    driftedFiles(tree, session),
    lostLogs(session),
    thisMachine(env.programs, now.toolchains),
  ])
  return [
    ageFact(session, env.clock.now().getTime()),
    ...git,
    ...[...drifted.values()].flat().map(path => ({kind: 'edited' as const, text: `Edited by hand: ${path}`})),
    ...machineFacts(session, machine),
    ...versionFact(latest.tool, env.version),
    ...logFact(lost),
    ...tornFact(tornBytes),
  ]
}

/** Where git stood when the session was gone on with last; on the branch that it made itself since, where that is still the one. */
function withOwnBranch(session: Session, now: Now): Session['git'] {
  const {git} = session.latest
  const made = madeBranch(session)
  return git === null || made === undefined || now.git?.branch !== made ? git : {...git, branch: made}
}

/** A state file may come from another machine's clock, or this one's was set back. */
function ageFact({lastEventAt}: Session, nowMs: number): SinceFact {
  const ageMs = nowMs - Date.parse(lastEventAt)
  if (ageMs >= -clockSlackMs) return {kind: 'age', text: `Last event ${span(ageMs)} ago`}
  const text = `The last event is ${span(-ageMs)} in the future: this clock was set back, or another machine’s wrote it`
  return {kind: 'clock', text}
}

/** Which Rust the session itself raised to is nobody's surprise. */
function machineFacts({latest, plan}: Session, now: Machine): readonly SinceFact[] {
  const then = latest.machine
  if (then === undefined) return []
  const facts: SinceFact[] = []
  if (then.host !== now.host)
    facts.push({kind: 'host', text: `It was left on another machine, ${then.host}; this one is ${now.host}`})
  else if (then.bootId !== now.bootId) facts.push({kind: 'restart', text: 'This machine was restarted'})
  const isTarget = now.rust !== null && `${now.rust.split(' ')[0]}.`.startsWith(`${plan.target.rust.version}.`)
  if (then.rust !== now.rust && !isTarget)
    facts.push({
      kind: 'rust',
      text: `Rust here was ${then.rust ?? 'not installed'}, now it is ${now.rust ?? 'not installed'}`,
    })
  return facts
}

function versionFact(then: string, now: string): readonly SinceFact[] {
  return then === now ? [] : [{kind: 'wizard', text: `The wizard was version ${then}, this one is ${now}`}]
}

function logFact(lost: readonly CommandSession[]): readonly SinceFact[] {
  if (lost.length === 0) return []
  const names = new Set(lost.map(command => shortCommandLine(command).slice(0, longestCommand)))
  const named = [...names].slice(-3)
  const more = names.size > named.length ? ' and others' : ''
  return [{kind: 'logs', text: `The output of ${count(lost.length, 'command')} is gone: ${named.join(', ')}${more}`}]
}

function tornFact(tornBytes: number): readonly SinceFact[] {
  if (tornBytes === 0) return []
  return [{kind: 'torn', text: `The last line of the state file was torn (${tornBytes} bytes) and left out`}]
}

function span(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 120) return `${minutes} min`
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`
}

/** Two clocks that are kept by the network differ by less. */
const clockSlackMs = 2000
const longestCommand = 40
