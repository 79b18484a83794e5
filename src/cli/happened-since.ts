import type {Tree} from '../domain/ports.ts'
import {driftedFiles} from '../engine/drift.ts'
import type {Journal} from '../journal/journal.ts'
import type {Session} from '../journal/session.ts'
import type {Environment} from './environment.ts'
import type {Sight} from './look.ts'

/** What a person should know before going on with an older session, a line each. Looks, writes nothing. */
export async function happenedSince(
  env: Environment,
  tree: Tree,
  journal: Journal,
  {survey}: Sight,
): Promise<readonly string[]> {
  const {session} = journal
  if (session === undefined) return []
  const drifted = [...(await driftedFiles(tree, session)).values()].flat()
  return [
    `Last event ${ago(env.clock.now().getTime() - Date.parse(session.lastEventAt))} ago`,
    ...gitLines(session, survey.git),
    ...drifted.map(path => `Edited by hand: ${path}`),
    ...(journal.tornBytes > 0
      ? [`The last line of the state file was torn (${journal.tornBytes} bytes) and left out`]
      : []),
  ]
}

function gitLines({git: then}: Session, now: Session['git']): readonly string[] {
  if (then === null || now === null) return []
  return [
    ...(then.branch === now.branch
      ? []
      : [`The branch was ${then.branch ?? 'detached'}, now it is ${now.branch ?? 'detached'}`]),
    ...(then.head === now.head ? [] : [`HEAD moved from ${short(then.head)} to ${short(now.head)}`]),
  ]
}

function short(commit: string | null): string {
  return commit?.slice(0, 9) ?? 'no commit'
}

function ago(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 120) return `${minutes} min`
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`
}
