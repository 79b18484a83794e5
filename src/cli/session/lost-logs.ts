import {stat} from 'node:fs/promises'
import type {CommandSession, Session} from '../../journal/session.ts'

/** The commands of a session of which an output file is gone; the latest few hundred are looked at. */
export async function lostLogs({steps}: Pick<Session, 'steps'>): Promise<readonly CommandSession[]> {
  const commands = steps.flatMap(step => step.commands).slice(-mostCommands)
  const isLost = await Promise.all(commands.map(async ({out, err}) => !((await isThere(out)) && (await isThere(err)))))
  // What couldn't be started wrote nothing.
  return commands.filter(({ended}, at) => isLost[at] === true && !neverRan.has(ended?.outcome ?? ''))
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    found => found.isFile(),
    () => false,
  )
}

const neverRan = new Set(['not found', 'not started'])
const mostCommands = 300
