import type {DiskView} from '../../src/domain/disk-view.ts'
import type {Answer, Question} from '../../src/domain/question.ts'
import type {Guest, Suggestion, WheelView} from '../../src/domain/wheel-view.ts'
import type {Happening} from '../../src/journal/happening.ts'
import type {Session} from '../../src/journal/session.ts'
import {approvalQuestion} from '../../src/pair/approval.ts'
import type {LocalChange} from '../../src/store/change-view.ts'
import type {WizardStore} from '../../src/store/create-wizard-store.ts'
import {measuredSession} from '../support/measured-session.ts'
import * as disks from './fake-disks.ts'
import {halfWay} from './fake-trees.ts'
import * as fake from './fake-views.ts'

type Scene = {
  readonly question?: Question
  readonly session?: Session
  readonly hasOutput?: boolean
  readonly isBuilding?: boolean
  readonly happened?: readonly Happening[]
  readonly disk?: DiskView
  readonly wheel?: WheelView
  readonly guest?: Guest
  readonly isAway?: true
  readonly suggestions?: readonly Suggestion[]
  readonly heard?: string
  /** What somebody has done on their screen since. */
  readonly local?: LocalChange
}

const bo: Guest = {name: 'Bo', role: 'navigator'}
const cy: Guest = {name: 'Cy', role: 'viewer'}
/** Ada where the wizard runs; Bo and Cy at terminals of their own. */
const adaDrives: WheelView = {driver: 'Ada Byron', next: 'Bo', others: ['Bo'], guests: [bo, cy]}
const boDrives: WheelView = {driver: 'Bo', next: 'Ada Byron', others: ['Ada Byron'], guests: [bo, cy]}
const undoAgreed = approvalQuestion(
  {what: 'Undo everything', lines: ['Raise Rust to 1.86', 'Cargo.toml']},
  'ab'.repeat(32),
  [{name: 'Bo'}, {name: 'Dee'}],
)

/** Every screen in a state somebody will see it in. */
export const scenes: Readonly<Record<string, Scene>> = {
  reading: {},
  start: {question: fake.startQuestion},
  resume: {question: fake.resumeQuestion, session: fake.sessionAt('refresh-lockfile', 'waiting')},
  target: {question: fake.targetQuestion},
  'on-purpose': {question: fake.onPurposeQuestion},
  plan: {question: fake.planQuestion},
  before: {question: fake.beforeQuestion, session: fake.sessionAt('raise-rust', 'waiting')},
  running: {session: fake.sessionAt('prove-build', 'command'), hasOutput: true, isBuilding: true},
  ok: {question: fake.okQuestion, session: fake.sessionAt('record-baseline', 'verified'), hasOutput: true},
  failed: {question: fake.failedQuestion, session: fake.sessionAt('prove-build', 'failed'), hasOutput: true},
  broken: {question: fake.brokenQuestion, session: fake.brokenSession(), hasOutput: true},
  checklist: {question: fake.checklistQuestion, session: fake.sessionAt('prove-build', 'verified')},
  'checklist-long': {question: fake.longChecklistQuestion, session: fake.sessionAt('prove-build', 'verified')},
  blocked: {question: fake.blockedQuestion, session: fake.sessionAt('raise-family', 'blocked')},
  edited: {question: fake.editedQuestion, session: fake.sessionAt('raise-rust', 'verified')},
  disk: {session: fake.sessionAt('prove-build', 'command'), isBuilding: true, disk: disks.disk, local: {tab: 'disk'}},
  'low-room': {
    question: disks.lowRoomQuestion,
    session: disks.pausedSession(),
    hasOutput: true,
    disk: disks.fullDisk,
  },
  compare: {session: comparedSession(), local: {tab: 'compare'}},
  history: {
    session: fake.sessionAt('prove-build', 'verified'),
    happened: fake.happened,
    local: {tab: 'history', scroll: Number.POSITIVE_INFINITY},
  },
  undo: {question: fake.undoQuestion, session: fake.sessionAt('prove-build', 'verified')},
  pairing: {
    session: fake.sessionAt('prove-build', 'command'),
    hasOutput: true,
    isBuilding: true,
    wheel: {driver: 'Ada Byron', next: 'Bo', others: ['Bo'], turn: {leftMs: 420_000, isPaused: false, isDue: false}},
  },
  approval: {
    question: approvalQuestion(
      {what: 'Undo everything', lines: ['Raise Rust to 1.86', 'Cargo.toml']},
      'ab'.repeat(32),
      [{name: 'Bo'}],
    ),
    session: fake.sessionAt('prove-build', 'verified'),
    wheel: {driver: 'Ada Byron', next: 'Bo', others: ['Bo'], turn: {leftMs: 0, isPaused: false, isDue: true}},
  },
  host: {
    ...afterBaseline(),
    wheel: adaDrives,
    suggestions: [{by: 'Bo', option: 'retry'}],
    heard: 'Bo: the baseline is from yesterday',
  },
  'host-asked': {...proving(), wheel: {...adaDrives, wantedBy: 'Bo'}},
  'host-rides': {...afterBaseline(), wheel: boDrives},
  navigator: {...afterBaseline(), wheel: adaDrives, guest: bo, suggestions: [{by: 'Bo', option: 'retry'}]},
  'navigator-drives': {...afterBaseline(), wheel: boDrives, guest: bo},
  'navigator-agrees': {...proved(), question: undoAgreed, wheel: {...adaDrives, others: ['Bo', 'Dee']}, guest: bo},
  viewer: {...afterBaseline(), wheel: adaDrives, guest: cy},
  'viewer-watches': {...proving(), wheel: adaDrives, guest: cy},
  away: {...afterBaseline(), wheel: adaDrives, guest: bo, isAway: true},
  report: {question: fake.reportQuestion, session: fake.sessionAt('write-report', 'verified')},
}

/** Brings a store into a scene. Resolves when its question is answered, never when it asks none. */
export function prepare(store: WizardStore, name: string): Promise<Answer | undefined> {
  const scene = scenes[name]
  if (scene === undefined) throw new Error(`no scene ${name}; there are ${Object.keys(scenes).join(', ')}`)
  store.setDiskFree(38.4e9)
  if (scene.disk !== undefined) store.setDisk(scene.disk)
  if (scene.guest !== undefined) store.setGuest(scene.guest)
  if (scene.wheel !== undefined) store.setWheel(scene.wheel)
  if (scene.isAway === true) store.setAway(true)
  if (scene.heard !== undefined) store.hear(scene.heard)
  if (name === 'reading') store.setActivity('Reading the repository')
  else store.setSurvey(fake.survey)
  if (scene.session !== undefined) {
    store.setSession(scene.session, scene.happened)
    store.setTrees(halfWay)
  }
  const asked = scene.question === undefined ? new Promise<never>(() => {}) : store.ask(scene.question)
  if (scene.suggestions !== undefined) store.setSuggestions(scene.suggestions)
  if (scene.hasOutput === true) {
    const lines = [...Array.from({length: 140}, (_, at) => `   Compiling crate-${at} v1.0.${at}`), ...fake.output]
    const progress = {done: 131, total: 164, label: 'wasmtime-cranelift, wasmtime-wasi(build)'}
    store.setTail({lines, totalLines: lines.length, ...(scene.isBuilding === true ? {progress} : {})})
  }
  if (scene.local !== undefined) store.changeLocal(scene.local)
  store.flush()
  return asked
}

function afterBaseline(): Scene {
  return {question: fake.okQuestion, session: fake.sessionAt('record-baseline', 'verified'), hasOutput: true}
}

function proving(): Scene {
  return {session: fake.sessionAt('prove-build', 'command'), hasOutput: true, isBuilding: true}
}

function proved(): Scene {
  return {session: fake.sessionAt('prove-build', 'verified')}
}

/** Where the build is proven and the tests are still to come. */
function comparedSession(): Session {
  const baseline = ['passed plugins::host', 'failed plugins::wasi', 'passed config::reads']
  const proofs = {baseline: [baseline], errors: [42, 17, 0], check: {durationMs: 24_300}} as const
  return measuredSession(proofs)
}
