import {hostname} from 'node:os'
import type {Programs} from '../../domain/ports.ts'
import type {Toolchains} from '../../domain/survey.ts'
import type {Machine} from '../../journal/event.ts'

/** What is remembered of this machine, to tell at the next start what changed. */
export async function thisMachine(programs: Pick<Programs, 'self'>, {active}: Toolchains): Promise<Machine> {
  const {bootId} = await programs.self()
  return {host: hostname(), bootId, rust: active === undefined ? null : `${active.version} (${active.name})`}
}
