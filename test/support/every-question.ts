import type {Question, Subject} from '../../src/domain/question.ts'
import type {Candidate} from '../../src/domain/target.ts'
import {
  afterStep,
  beforeStep,
  blockedStep,
  checklistGate,
  editedFile,
  leftoverGate,
  lowRoom,
  refusedCommit,
  undoGate,
} from '../../src/engine/gates.ts'
import {aProblem, twoStepPlan} from './journal-events.ts'

export const survey = {
  root: '/repo',
  git: {branch: 'main', head: '1c9f', dirty: ['Makefile']},
  manifests: [],
  lockfiles: [],
  findings: [],
  filesRead: 12,
  leftOut: [],
  problems: [],
}
const [rust, lock] = twoStepPlan.steps
if (rust === undefined || lock === undefined) throw new Error('the plan has two steps')
const quit = {id: 'quit', key: 'q', label: 'Quit'}
const write = {path: 'Cargo.toml', before: 'rust = "1.75"\n', after: 'rust = "1.86"\n'}

export function candidate(wasmtime: string, isRecommended: boolean): Candidate {
  return {
    wasmtime,
    isLts: isRecommended,
    title: isRecommended ? 'LTS' : 'newest',
    releasedOn: '2025-08-20',
    supportEnds: '2027-08-20',
    rust: {version: '1.86', because: []},
    isRustInstalled: isRecommended,
    advisoriesFixed: ['RUSTSEC-1'],
    advisoriesOpen: [],
    breakingChanges: {automatic: 1, manual: 2},
    breakingUses: {automatic: 4, manual: 3, silent: 1},
    holders: [],
    hasNotes: true,
    isRecommended,
    why: 'No known advisory.',
  }
}

export const item = {
  path: 'src/run.rs',
  what: 'Fuel is charged by size.',
  todo: 'Budgets may need more.',
  effect: 'silent',
  mark: 'open',
} as const
const proposal = {
  id: 'config-moved',
  title: 'Config moved in 2 places',
  why: 'It moved.',
  writes: [write],
  isSafe: true,
}
const failed = {kind: 'failed', problem: aProblem} as const

/** A question of every kind, as the program asks it. */
export const everyQuestion: {readonly [Kind in Subject['kind']]: Question} = {
  start: ask('start', {kind: 'start', survey, tree: ['wasmtime 25.0.3']}, ['continue', 'commit', 'stash']),
  resume: {
    ...ask('resume', {kind: 'resume', since: ['Last event 5 min ago']}, ['continue', 'undo', 'fresh']),
    options: [
      {id: 'continue', key: 'c', label: 'Continue'},
      {id: 'undo', key: 'u', label: 'Undo everything', typed: 'undo'},
      {id: 'fresh', key: 'f', label: 'Start fresh', typed: 'fresh'},
      quit,
    ],
  },
  target: {
    ...ask('target', {kind: 'target', candidates: [candidate('48.0.0', false), candidate('36.0.14', true)]}, []),
    options: [{id: 'choose', key: 'c', label: 'Choose', takesText: true}, quit],
    recommended: 'choose',
  },
  'on-purpose': ask('on-purpose', {kind: 'on-purpose', findings: [], needed: '1.86'}, ['keep', 'raise']),
  plan: ask(
    'plan',
    {kind: 'plan', plan: twoStepPlan, previews: [{stepId: rust.id, summary: 'Rust 1.86', writes: [write]}]},
    ['start', 'back'],
  ),
  'before-step': beforeStep(rust, {kind: 'needed', summary: 'Rust 1.86 in 1 place', writes: [write], touches: []}),
  'after-step': afterStep(lock, failed, [proposal, {...proposal, id: 'other', title: 'Other', isSafe: false}]),
  checklist: checklistGate(lock, {
    kind: 'checklist',
    stepId: lock.id,
    summary: '',
    items: [
      {...item, id: 'a', line: 3},
      {...item, id: 'b', line: 9, mark: 'done', by: 'ada'},
      {...item, id: 'c', line: 12},
    ],
  }),
  'blocked-step': blockedStep(lock, aProblem),
  'refused-commit': refusedCommit(rust, aProblem, true),
  'low-room': lowRoom(rust, 'cargo check', {path: '/repo', freeBytes: 1, stopBytes: 2, why: '1 MB is left on /repo'}),
  'edited-file': editedFile({path: 'Makefile', during: 'Raise Rust'}),
  leftover: leftoverGate(rust, 'The toolchain 1.86.0-x86_64', 'rustup toolchain uninstall 1.86.0-x86_64'),
  undo: undoGate([
    {
      id: 'refresh-lockfile',
      kind: 'step',
      title: 'Lock',
      steps: [{id: lock.id, title: lock.title}],
      because: [],
      files: [{...write, isEditedSince: false, needsDecision: false}],
      stays: [],
    },
    {
      id: 'only:rust',
      kind: 'part',
      title: 'Only Rust',
      steps: [],
      because: [],
      files: [],
      stays: [],
      against: aProblem,
      isRefused: true,
    },
    {id: 'all', kind: 'all', title: 'Everything', steps: twoStepPlan.steps, because: [], files: [], stays: []},
  ]),
  consent: {
    ...ask('consent', {kind: 'consent', to: 'commands', lines: ['size: make size'], key: 'ab'.repeat(32)}, []),
    options: [
      {id: 'leave-out', key: 'l', label: 'Leave them out'},
      {id: 'allow', key: 'a', label: 'Allow these', typed: 'allow'},
      quit,
    ],
    recommended: 'leave-out',
  },
  report: ask('report', {kind: 'report', markdown: '# Report\n\nAll is well.\n', path: 'report.md'}, []),
}

function ask(id: string, subject: Subject, options: readonly string[]): Question {
  const labelled = options.map(one => ({
    id: one,
    key: one.slice(0, 1),
    label: one.slice(0, 1).toUpperCase() + one.slice(1),
  }))
  return {id, title: `${id}?`, subject, options: [...labelled, quit], recommended: options[0] ?? 'quit'}
}
