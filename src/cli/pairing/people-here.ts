import {distinctPeople, type Person} from '../../domain/person.ts'
import type {Environment} from '../environment.ts'
import {gitIdentity} from './git-identity.ts'

/** Everybody at this terminal: whoever git says commits here first, then those that were named. Empty where neither is known. */
export async function peopleHere(env: Environment, root: string, named: readonly Person[]): Promise<readonly Person[]> {
  return distinctPeople([...(await gitIdentity(env, root)), ...named])
}
