import type {DiskMount, DiskView} from '../../src/domain/disk-view.ts'
import type {StepPlan} from '../../src/domain/plan.ts'
import type {Question} from '../../src/domain/question.ts'
import {lowRoom} from '../../src/engine/gates.ts'
import {fold} from '../../src/journal/fold.ts'
import type {Session} from '../../src/journal/session.ts'
import {root, sessionAt, steps} from './fake-views.ts'

const building: DiskMount = {
  names: ['build output', 'session', 'temporary'],
  path: `${root}/target`,
  sizeBytes: 252e9,
  freeBytes: 38.4e9,
  stopBytes: 1e9,
  warnBytes: 10e9,
  level: 'ok',
  trend: [0, 0.1e9, 0.2e9, 0.3e9, 0.3e9, 0.4e9, 0.6e9, 0.9e9, 1.1e9, 1.2e9, 1.5e9, 1.6e9],
  perMinute: 120e6,
}

const home: DiskMount = {
  names: ['cargo home', 'rustup home'],
  path: '/home/ada/.cargo',
  sizeBytes: 80e9,
  freeBytes: 12.6e9,
  stopBytes: 1e9,
  warnBytes: 4e9,
  level: 'ok',
  trend: Array(12).fill(0),
  perMinute: 0,
}

const whileRunning = 'a command is running'

/** A build that has room. */
export const disk: DiskView = {
  mounts: [building, home],
  build: {path: `${root}/target`, sizeBytes: 4.1e9, isEstimated: true},
  needBytes: 3.4e9,
  cleanable: [
    {
      name: 'debug',
      folder: `${root}/target/debug`,
      sizeBytes: 3.7e9,
      command: 'cargo clean --profile dev',
      disabledBecause: whileRunning,
    },
    {
      name: 'doc',
      folder: `${root}/target/doc`,
      sizeBytes: 210e6,
      command: 'cargo clean --doc',
      disabledBecause: whileRunning,
    },
    {name: 'all', folder: `${root}/target`, sizeBytes: 4.1e9, command: 'cargo clean', disabledBecause: whileRunning},
  ],
}

/** The same with too little left to go on. */
export const fullDisk: DiskView = {
  ...disk,
  mounts: [{...building, freeBytes: 0.81e9, level: 'stop', perMinute: 640e6, fullInMs: 76_000}, home],
  cleanable: disk.cleanable.map(one =>
    one.name === 'doc' ? without(one) : {...one, disabledBecause: 'the paused command builds in it'},
  ),
}

/** The same when nothing runs. */
export const idleDisk: DiskView = {...disk, cleanable: disk.cleanable.map(without)}

const why = `${root}/target has 810 MB left, less than the 1.0 GB that are to stay free`
const shortage = {path: `${root}/target`, freeBytes: 0.81e9, stopBytes: 1e9, why}

export const lowRoomQuestion: Question = lowRoom(stepOf('prove-build'), 'cargo check --workspace', shortage)

export function pausedSession(): Session {
  const session = sessionAt('prove-build', 'command')
  return fold(session, {at: session.lastEventAt, event: {type: 'command-paused', marker: 'm1', why}})
}

function stepOf(id: string): StepPlan {
  const step = steps.find(one => one.id === id)
  if (step === undefined) throw new Error(`no step ${id}`)
  return step
}

function without({disabledBecause: _, ...one}: DiskView['cleanable'][number]): DiskView['cleanable'][number] {
  return one
}
