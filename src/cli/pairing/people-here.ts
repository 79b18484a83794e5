import {distinctPeople, type Person} from '../../domain/person.ts'
import type {Environment} from '../environment.ts'
import type {Face} from '../faces/face.ts'
import type {RunOptions} from '../run-options.ts'
import {peopleAtStart} from './people-at-start.ts'
import {whoIsHere} from './who-is-here.ts'

type Here = {
  readonly env: Environment
  /** Absolute. */
  readonly root: string
  readonly options: Pick<RunOptions, 'pair' | 'asksPeople'>
  readonly face: Pick<Face, 'ask' | 'say'>
}

/**
 * Everybody at this terminal: whoever git says commits here first, then those that were named, beforehand or when they were
 * asked for. There is always somebody: a guest who came first would have to drive otherwise.
 */
export async function peopleHere({env, root, options, face: {ask, say}}: Here): Promise<readonly Person[]> {
  const here = distinctPeople([await whoIsHere(env, root), ...options.pair])
  return options.asksPeople ? peopleAtStart({programs: env.programs, root, here, ask, say}) : here
}
