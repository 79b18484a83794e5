import type {Tree} from '../../domain/ports.ts'
import type {RoomGuard} from '../../engine/room-guard.ts'
import type {Journal} from '../../journal/journal.ts'
import {type CargoSetting, cargo} from '../../steps/cargo.ts'
import type {Environment} from '../environment.ts'
import type {Face} from '../faces/face.ts'
import type {Sight} from '../look/look.ts'
import type {RunOptions} from '../run-options.ts'
import {roomHere} from './room.ts'
import {roomGuard} from './room-guard.ts'
import {watchDisk} from './watch-disk.ts'

type Run = {
  readonly env: Environment
  readonly tree: Tree
  readonly face: Pick<Face, 'showDisk' | 'say'>
  readonly options: Pick<RunOptions, 'offline' | 'leastFree'>
  readonly over: AbortSignal
}

/** Watches the disks for as long as the session is open, shows them, and guards the room of its commands. */
export function openRoom(
  {env, tree, face, options, over}: Run,
  journal: Journal,
  sight: Sight,
  setting: CargoSetting,
): RoomGuard {
  const rust = journal.session?.plan.target.rust.version ?? '1.0'
  const needs = roomHere(env, tree, sight, {rust, isOffline: options.offline})
  const watch = watchDisk({
    env,
    needs: () => needs,
    buildFolder: async () => placeOf(await needs, 'build output') ?? `${tree.root}/target`,
    cargo: (...words) => cargo(setting, ...words),
    leastFree: options.leastFree,
    tell: face.showDisk ?? (() => undefined),
    say: face.say,
  })
  const stopListening = journal.listen(watch.hear)
  over.addEventListener('abort', () => {
    stopListening()
    watch.close()
  })
  return roomGuard(watch)
}

function placeOf(needs: Awaited<ReturnType<typeof roomHere>>, name: string): string | undefined {
  return needs.flatMap(({places}) => places).find(place => place.name === name)?.path
}
