import type {Diagnosis} from '../../src/domain/diagnosis.ts'
import type {Finding, FindingKind, PlaceKind} from '../../src/domain/finding.ts'
import type {Plan, StepPlan} from '../../src/domain/plan.ts'
import type {Problem} from '../../src/domain/problem.ts'
import type {Option, Question, Subject} from '../../src/domain/question.ts'
import type {Proposal} from '../../src/domain/step-kind.ts'
import type {Survey} from '../../src/domain/survey.ts'
import type {Candidate} from '../../src/domain/target.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {fold, type TimedEvent} from '../../src/journal/fold.ts'
import type {Happening} from '../../src/journal/happening.ts'
import type {Session} from '../../src/journal/session.ts'

export const root = '/home/ada/photondrift'
export const now = Date.parse('2026-03-02T10:14:42.000Z')

export const survey: Survey = {
  root,
  git: {branch: 'main', head: '808dd8e1f0c2', dirty: ['src/plugins/host.rs', 'README.md']},
  manifests: [],
  lockfiles: [],
  findings: [
    finding('msrv', 'manifest', 'Cargo.toml', 5, '1.75'),
    finding('rust-version', 'makefile', 'Makefile', 3, '1.75'),
    finding('rust-version', 'dockerfile', 'Dockerfile', 1, '1.75'),
    finding('rust-version', 'document', 'README.md', 12, '1.75'),
    finding('rust-version', 'workflow', '.github/workflows/ci.yml', 31, '1.76.0'),
    finding('rust-version', 'workflow', '.github/workflows/security.yml', 18, '1.76.0'),
    finding('rust-version', 'workflow', '.github/workflows/release.yml', 20, '1.88'),
    finding('edition', 'manifest', 'Cargo.toml', 4, '2021'),
    finding('crate-version', 'manifest', 'Cargo.toml', 41, '25.0', 'wasmtime'),
    finding('crate-version', 'manifest', 'Cargo.toml', 42, '25.0', 'wasmtime-wasi'),
    finding('wasm-target', 'workflow', '.github/workflows/ci.yml', 48, 'wasm32-wasi'),
    finding('wasm-target', 'makefile', 'Makefile', 61, 'wasm32-wasi'),
    ...Array.from({length: 9}, (_, at) => ({
      ...finding('rust-version', 'document', `docs/adr/00${at}.md`, 7, '1.70'),
      live: false,
    })),
  ],
  filesRead: 214,
  leftOut: [{reason: 'binary', count: 11}],
  problems: [],
}

export const candidates: readonly Candidate[] = [
  candidate('36.0.14', 'LTS', '2025-08-20', '2027-08-20', '1.86', [4, 0], [3, 11], {
    isLts: true,
    isRecommended: true,
    why: 'The newest long-term support release: supported until August 2027, and it fixes every advisory that hits 25.0.',
  }),
  candidate('41.0.2', 'newest', '2026-02-20', '2026-04-20', '1.90', [4, 0], [5, 19], {
    isRustInstalled: true,
    why: 'The newest release; supported for two months only, so the next upgrade follows soon.',
  }),
  candidate('24.0.8', 'LTS', '2024-08-20', '2026-08-20', '1.79', [3, 1], [0, 0], {
    isLts: true,
    why: 'Older than what the repository asks for now; offered because it is still supported.',
  }),
  candidate('35.0.0', 'asked for', '2025-07-22', '2025-09-22', '1.86', [2, 2], [3, 10], {
    why: 'Named in the issue. Its support ended in September 2025 and two advisories stay open.',
  }),
]

export const steps: readonly StepPlan[] = [
  step(
    'record-baseline',
    'prepare',
    'Record the baseline',
    'none',
    [],
    'Builds and tests the repository as it is, so that what fails later can be told from what failed before.',
  ),
  step(
    'raise-rust',
    'prepare',
    'Raise Rust to 1.86',
    'low',
    ['record-baseline'],
    'wasmtime 36.0.14 needs Rust 1.86. The version is stated in seven places with three different values; all of them name the new one afterwards.',
  ),
  step(
    'raise-family',
    'dependencies',
    'Raise wasmtime to 36.0.14',
    'medium',
    ['raise-rust'],
    'wasmtime and wasmtime-wasi are released together and only fit each other in the same version.',
  ),
  step(
    'refresh-lockfile',
    'dependencies',
    'Refresh the lockfile',
    'low',
    ['raise-family'],
    'Resolves the new requirements, nothing else.',
  ),
  step(
    'prove-build',
    'validate',
    'Check that everything builds',
    'none',
    ['refresh-lockfile'],
    'The same check as in the baseline, on the new versions.',
  ),
  step(
    'prove-tests',
    'validate',
    'Compare the tests with the baseline',
    'none',
    ['prove-build'],
    'Test by test: what failed before may fail now, nothing else may.',
  ),
  step(
    'write-report',
    'finish',
    'Write the report',
    'none',
    ['prove-tests'],
    'The numbers and decisions, ready for a pull request.',
  ),
]

export const plan: Plan = {
  target: {
    wasmtime: '36.0.14',
    rust: {version: '1.86', because: [{needs: 'wasmtime 36.0.14', version: '1.86'}]},
    edition: null,
  },
  steps: [...steps],
}

const makefileBefore = 'SHELL := /bin/bash\n\nRUST_VERSION ?= 1.75\nCARGO ?= cargo\n'
const writes = [
  {path: 'Makefile', before: makefileBefore, after: makefileBefore.replace('1.75', '1.86')},
  {
    path: '.github/workflows/ci.yml',
    before:
      'jobs:\n  test:\n    steps:\n      - uses: dtolnay/rust-toolchain@1.76.0\n        with:\n          components: clippy\n',
    after:
      'jobs:\n  test:\n    steps:\n      - uses: dtolnay/rust-toolchain@1.86.0\n        with:\n          components: clippy\n',
  },
  {
    path: 'Dockerfile',
    before: 'ARG RUST_VERSION=1.75\nFROM rust:$RUST_VERSION-slim\n',
    after: 'ARG RUST_VERSION=1.86\nFROM rust:$RUST_VERSION-slim\n',
  },
]

export const buildFailed: Problem = {
  code: 'build-failed',
  title: 'photondrift doesn’t compile against wasmtime 36.0.14',
  detail:
    '3 errors in 2 files. The first: `WasiView` no longer has a method `table`; since 35.0 it returns a `WasiCtxView`.',
  nextSteps: ['Change src/plugins/host.rs:88, then retry', 'Or roll the step back: nothing it wrote stays'],
  path: 'src/plugins/host.rs',
  line: 88,
  column: 14,
}

export const output: readonly string[] = [
  '   Compiling wasmtime-environ v36.0.14',
  '   Compiling wasmtime-cranelift v36.0.14',
  '   Compiling wasmtime v36.0.14',
  '   Compiling wasmtime-wasi v36.0.14',
  '   Compiling photondrift v0.4.1 (/home/ada/photondrift)',
  'error[E0407]: method `table` is not a member of trait `WasiView`',
  '  --> src/plugins/host.rs:88:5',
  '   |',
  '88 |     fn table(&mut self) -> &mut ResourceTable {',
  '   |     ^^^^^ not a member of trait `WasiView`',
  'error: could not compile `photondrift` (lib) due to 3 previous errors',
]

const gate: readonly Option[] = [
  {id: 'accept', key: 'a', label: 'Accept'},
  {id: 'retry', key: 'r', label: 'Retry'},
  {id: 'roll-back', key: 'b', label: 'Roll back'},
  {id: 'note', key: 'n', label: 'Note', takesText: true},
  {id: 'undo', key: 'u', label: 'Undo', isAside: true},
  {id: 'quit', key: 'q', label: 'Quit'},
]

const startTree = [
  'Cargo.lock (427 packages)',
  '  wasmtime 25.0.3 and 31 crates that move with it',
  '  └─ photondrift 0.3.0, "25.0", only with the feature plugins',
]
export const startQuestion = question(
  'start',
  'Upgrade this repository?',
  {kind: 'start', survey, tree: startTree},
  'choose',
  [
    {id: 'choose', key: 'c', label: 'Choose a target'},
    {id: 'quit', key: 'q', label: 'Quit'},
  ],
)
export const resumeQuestion = question(
  'resume',
  'Go on with it?',
  {
    kind: 'resume',
    since: [
      '2 commits on main: 91ac0f2 Tidy the plugin host, 0b7711d Bump serde',
      'src/lib.rs was edited',
      'cargo build of `raise-rust` had been cut off; its files are as before',
    ],
  },
  'resume',
  [
    {id: 'resume', key: 'r', label: 'Resume'},
    {id: 'undo', key: 'u', label: 'Undo everything', typed: 'photondrift'},
    {id: 'fresh', key: 'f', label: 'Start afresh'},
    {id: 'quit', key: 'q', label: 'Quit'},
  ],
)
export const onPurposeQuestion = question(
  'on-purpose',
  '2 places may state an older Rust on purpose. Raise them too?',
  {
    kind: 'on-purpose',
    needed: '1.86',
    findings: [
      {
        ...finding('msrv', 'workflow', '.github/workflows/ci.yml', 41, '1.75.0'),
        onPurpose: 'the MSRV job, beside one that follows stable',
      },
      {
        ...finding('toolchain', 'toolchain-file', 'contracts/rust-toolchain.toml', 2, '1.74'),
        onPurpose: 'the toolchain of a folder of its own',
      },
    ],
  },
  'keep',
  [
    {id: 'keep', key: 'o', label: 'On purpose, keep'},
    {id: 'raise', key: 'r', label: 'Raise them too'},
    {id: 'quit', key: 'q', label: 'Quit'},
  ],
)
export const targetQuestion = question(
  'target',
  'Where should the upgrade go?',
  {
    kind: 'target',
    candidates,
    room: {buildLeast: 1.1e9, buildMost: 8.5e9, crates: 640e6, toolchain: 629e6, free: 38.4e9},
  },
  'choose',
  [
    {id: 'choose', key: 'c', label: 'Choose the marked one'},
    {id: 'other', key: 'o', label: 'Another version', takesText: true},
    {id: 'quit', key: 'q', label: 'Quit'},
  ],
)
export const planQuestion = question(
  'plan',
  'Start? Nothing has been written so far',
  {kind: 'plan', plan, previews: [{stepId: 'raise-rust', summary: 'Names Rust 1.86 in 3 files', writes}]},
  'start',
  [
    {id: 'start', key: 's', label: 'Start'},
    {id: 'back', key: 'b', label: 'Back to the targets'},
    {id: 'quit', key: 'q', label: 'Quit'},
  ],
)
export const beforeQuestion = question(
  'before:raise-rust',
  'Write these files?',
  {kind: 'before-step', stepId: 'raise-rust', summary: 'Names Rust 1.86 in 3 files', writes},
  'apply',
  [
    {id: 'apply', key: 'a', label: 'Apply'},
    {id: 'skip', key: 's', label: 'Skip', disabledBecause: '5 later steps need it'},
    {id: 'note', key: 'n', label: 'Note', takesText: true},
    {id: 'quit', key: 'q', label: 'Quit'},
  ],
)
export const okQuestion = question(
  'after:record-baseline',
  'Accept the baseline?',
  {
    kind: 'after-step',
    stepId: 'record-baseline',
    outcome: {kind: 'ok', summary: 'Check passed in 41 s; 128 tests passed, 2 failed before anything was changed'},
  },
  'accept',
  gate,
)
export const failedQuestion = question(
  'after:prove-build',
  'What now?',
  {kind: 'after-step', stepId: 'prove-build', outcome: {kind: 'failed', problem: buildFailed}},
  'retry',
  [{id: 'accept', key: 'a', label: 'Accept', disabledBecause: 'the check failed'}, ...gate.slice(1)],
)
const hostBefore = 'use wasmtime_wasi::preview1;\nuse wasmtime::Store;\n'
const proposal: Proposal = {
  id: 'wasi-preview-modules-renamed',
  title: 'preview1 is p1: what the compiler suggests, in 2 places',
  why: 'The module preview1 is p1 since 34.',
  change: 'wasi-preview-modules-renamed',
  isSafe: true,
  writes: [{path: 'src/plugins/host.rs', before: hostBefore, after: hostBefore.replace('preview1', 'p1')}],
}
const round = (errors: number, mends: number): Diagnosis['rounds'][number] => ({
  errors,
  mends,
  targets: ['photondrift'],
  fingerprint: String(errors),
})
const diagnosis: Diagnosis = {
  rounds: [round(42, 0), round(17, 1)],
  groups: [
    {
      id: 'E0407: method `table` is not a member of trait `WasiView`',
      code: 'E0407',
      title: 'method `table` is not a member of trait `WasiView`',
      why: 'method `table` is not a member of trait `WasiView`; not a member of trait `WasiView`',
      count: 15,
      places: [
        {path: 'src/plugins/host.rs', line: 88, column: 5, message: ''},
        {path: 'src/plugins/view.rs', line: 12, column: 5, message: ''},
      ],
      rendered: output.slice(5, 10).join('\n'),
      suggestions: [],
    },
    {
      id: 'wasi-preview-modules-renamed',
      change: 'wasi-preview-modules-renamed',
      code: 'E0432',
      title: 'The module preview1 is p1',
      why: 'The module preview1 is p1 since 34.',
      before: 'use wasmtime_wasi::preview1;',
      after: 'use wasmtime_wasi::p1;',
      count: 2,
      places: [{path: 'src/plugins/host.rs', line: 1, column: 19, message: ''}],
      rendered:
        'error[E0432]: unresolved import\n --> src/plugins/host.rs:1:19\n  |\n1 | use wasmtime_wasi::preview1;\n  |                    ^^^^^^^^',
      suggestions: [],
    },
  ],
}
export const brokenQuestion = question(
  'after:prove-build',
  'Failed. What now with “Check that everything builds”?',
  {kind: 'after-step', stepId: 'prove-build', outcome: {kind: 'failed', problem: buildFailed}, proposals: [proposal]},
  'mend',
  [
    {id: 'mend', key: 'm', label: 'Mend'},
    {id: 'skip', key: 's', label: 'Skip one', takesText: true},
    {id: 'accept', key: 'a', label: 'Accept', disabledBecause: 'the check failed'},
    {id: 'verify', key: 'v', label: 'Verify again'},
    ...gate.slice(1),
  ],
)
/** The session that question is asked in, with what the compiler said recorded. */
export function brokenSession(more: Partial<Diagnosis> = {}): Session {
  const failed = {type: 'step-failed' as const, step: 'prove-build', attempt: 1, problem: buildFailed}
  const at = new Date(now - 42_000).toISOString()
  return fold(sessionAt('prove-build', 'failed'), {at, event: {...failed, data: {...diagnosis, ...more}}})
}
export const blockedQuestion = question(
  'blocked:raise-family',
  'The step can’t start',
  {
    kind: 'blocked-step',
    stepId: 'raise-family',
    problem: {
      code: 'holder',
      title: 'wasmtime-pool 0.9.2 holds wasmtime 25',
      detail: 'It asks for `wasmtime = "^25"`; no newer release allows 36.',
      nextSteps: ['Take it out or patch it, then retry'],
      path: 'Cargo.toml',
      line: 44,
    },
  },
  'retry',
  [gate[1], gate[3], gate[4]].filter(option => option !== undefined),
)
const limits = {
  change: 'wasi-resource-limits-default',
  what: 'WASI now bounds guest-driven host allocations by default: 64 MiB per random call.',
  before: 'let ctx = WasiCtxBuilder::new().build();',
  after: 'let ctx = WasiCtxBuilder::new().max_random_size(256 << 20).build();',
  todo: 'Raise only if guests legitimately need more.',
  effect: 'silent' as const,
}
const view = {
  change: 'wasiview-ctx-returns-wasictxview',
  what: 'WasiView::ctx returns a WasiCtxView.',
  todo: 'The rule left it alone: it has no ctx().',
  effect: 'error' as const,
}
const hostFrame = [
  '57 | impl Host {',
  '58 |     fn ctx(&self) -> WasiCtx {',
  '59 |         WasiCtxBuilder::new().build()',
  '   |         ^^^^^^^^^^^^^^^^^^^',
  '60 |     }',
  '61 | }',
]
export const checklistQuestion = question(
  'after:prove-build',
  '3 items open. Go on when you have looked',
  {
    kind: 'checklist',
    stepId: 'prove-build',
    summary: '4 places for people to look at',
    items: [
      {
        ...limits,
        id: 'a',
        path: 'src/plugins/host.rs',
        line: 31,
        mark: 'done',
        note: 'guests ask for 1 KiB',
        by: 'ada',
      },
      {...limits, id: 'b', path: 'src/plugins/host.rs', line: 59, mark: 'open', frame: hostFrame},
      {...limits, id: 'c', path: 'tests/host.rs', line: 12, mark: 'open'},
      {...view, id: 'd', path: 'src/plugins/view.rs', line: 88, mark: 'open'},
      {...view, id: 'e', path: 'src/lib.rs', line: 14, mark: 'open', compiles: true},
    ],
    latest: 'a',
  },
  'accept',
  [
    {id: 'done', key: 'd', label: 'Done'},
    {id: 'not-applicable', key: 'n', label: 'Not applicable'},
    {id: 'open', key: 'o', label: 'Open again'},
    {id: 'remark', key: 't', label: 'Note', takesText: true},
    {id: 'accept', key: 'a', label: 'Accept the list'},
    {id: 'retry', key: 'l', label: 'Look again'},
    {id: 'quit', key: 'q', label: 'Quit'},
  ],
)
/** A checklist of somebody who writes at length, about code that a program wrote. */
export const longChecklistQuestion: Question = {
  ...checklistQuestion,
  subject: {
    kind: 'checklist',
    stepId: 'prove-build',
    summary: '1 place for people to look at',
    items: [
      {
        id: 'long',
        change: 'a-change-whose-name-says-everything-that-can-be-said-about-it-at-once',
        path: `${'vendored/'.repeat(12)}vendor/host/src/generated/instances/of/plugins.rs`,
        line: 1041,
        what: `Told by a name of its own: ${'a'.repeat(130)}. ${'The rest is said as well. '.repeat(12)}`,
        before: `let limits = ${'Limits::none().with'.repeat(8)}(0);`,
        after: `let limits = Limits::all();\n${'    // and so on\n'.repeat(6)}`,
        todo: `${'Look at each of them. '.repeat(10)}Then look again, and that is the last word.`,
        effect: 'silent',
        mark: 'open',
        note: `${'who wrote this? '.repeat(9)}`,
        by: 'ada',
      },
    ],
  },
}
export const editedQuestion = question(
  'edited:Makefile',
  'Keep the edit?',
  {kind: 'edited-file', path: 'Makefile', during: 'roll back of Raise Rust to 1.86'},
  'keep',
  [
    {id: 'keep', key: 'm', label: 'Keep mine'},
    {id: 'restore', key: 'o', label: 'Restore the saved file', typed: 'Makefile'},
    {id: 'quit', key: 'q', label: 'Quit'},
  ],
)
const [makefile, workflow] = writes.map(({path, before, after}) => ({
  path,
  before: after,
  after: before,
  isEditedSince: false,
  needsDecision: false,
}))
const undone = (...ids: readonly string[]) =>
  ids.map(id => ({id, title: steps.find(one => one.id === id)?.title ?? id}))
const lockfile = {
  path: 'Cargo.lock',
  before: 'version = 4\n',
  after: undefined,
  isEditedSince: false,
  needsDecision: false,
}
export const undoQuestion = question(
  'undo',
  'What is to be undone?',
  {
    kind: 'undo',
    choices: [
      {
        id: 'prove-build',
        kind: 'step',
        title: 'Check that everything builds',
        steps: undone('prove-build'),
        because: [],
        files: [],
        stays: [],
      },
      {
        id: 'refresh-lockfile',
        kind: 'step',
        title: 'Refresh the lockfile',
        steps: undone('refresh-lockfile', 'prove-build'),
        because: [{step: 'prove-build', needs: 'refresh-lockfile'}],
        files: [lockfile],
        stays: ['Rust 1.86.0 stays installed; to remove it: rustup toolchain uninstall 1.86.0'],
      },
      {
        id: 'raise-rust',
        kind: 'step',
        title: 'Raise Rust to 1.86',
        steps: undone('raise-rust'),
        because: [],
        files: [
          {...(makefile ?? lockfile), isEditedSince: true},
          {...(workflow ?? lockfile), isEditedSince: true, needsDecision: true},
          {...lockfile, path: 'assets/logo.png', before: undefined, said: 'a file that isn’t text becomes no file'},
        ],
        stays: [],
        against: rustTooOld(),
      },
      {
        id: 'only:rust',
        kind: 'part',
        title: 'Only Rust, wasmtime stays',
        steps: undone('raise-rust'),
        because: [],
        files: [],
        stays: [],
        against: rustTooOld(),
        isRefused: true,
      },
      {
        id: 'all',
        kind: 'all',
        title: 'Everything',
        steps: undone('raise-rust', 'refresh-lockfile'),
        because: [],
        files: [lockfile],
        stays: [],
      },
    ],
  },
  'back',
  [
    {id: 'undo', key: 'u', label: 'Undo this'},
    {id: 'back', key: 'b', label: 'Back'},
    {id: 'quit', key: 'q', label: 'Quit'},
  ],
)
export const reportQuestion = question(
  'report',
  'The upgrade is done',
  {kind: 'report', path: `${root}/.upgrade-wizard/report.md`, markdown: reportMarkdown()},
  'finish',
  [
    {id: 'finish', key: 'f', label: 'Finish'},
    {id: 'undo', key: 'u', label: 'Undo everything', typed: 'photondrift'},
  ],
)

/** A session up to and including the step, which is left as the last argument says. */
export function sessionAt(
  stepId: string,
  end: 'running' | 'command' | 'verified' | 'failed' | 'blocked' | 'waiting',
): Session {
  const at = steps.findIndex(one => one.id === stepId)
  const events: JournalEvent[] = [{type: 'session-started', sessionId: 's1', tool: '0.1.0', plan, by: 'ada', git: null}]
  for (const {id} of steps.slice(0, at)) {
    events.push(started(id), {type: 'step-applied', step: id, attempt: 1, files: []})
    events.push(
      {type: 'step-verified', step: id, attempt: 1, summary: 'Done'},
      {type: 'step-accepted', step: id, attempt: 1, by: 'ada'},
    )
  }
  if (end !== 'waiting' && end !== 'blocked') events.push(started(stepId))
  if (end === 'blocked') events.push({type: 'step-blocked', step: stepId, problem: buildFailed})
  if (['command', 'verified', 'failed'].includes(end)) events.push(...commandStarted(stepId))
  if (end === 'verified' || end === 'failed') {
    events.push({
      type: 'command-ended',
      marker: 'm1',
      outcome: end === 'failed' ? 'exited with 101' : 'exited with 0',
      durationMs: 41_300,
    })
  }
  if (end === 'verified') events.push({type: 'step-verified', step: stepId, attempt: 1, summary: 'Done'})
  if (end === 'failed') events.push({type: 'step-failed', step: stepId, attempt: 1, problem: buildFailed})
  return timed(events).reduce<Session | undefined>(fold, undefined) ?? unreachable()
}

/** What a session has to tell of two days. */
export const happened: readonly Happening[] = Array.from({length: 40}, (_, at) => ({
  at: new Date(now - (40 - at) * 3_600_000).toISOString(),
  by: at % 3 === 0 ? 'ada' : 'wizard',
  did: at % 3 === 0 ? 'accepted' : 'ran',
  what: at % 3 === 0 ? 'Raise Rust to 1.86' : 'cargo check --workspace: exit 0 after 41 s',
  ...(at % 3 === 0 ? {tone: 'good' as const} : {}),
}))

/** Events half a minute apart, the last one 42 s ago. */
export function timed(events: readonly JournalEvent[]): readonly TimedEvent[] {
  return events.map((event, index) => ({
    at: new Date(now - 42_000 - (events.length - 1 - index) * 31_000).toISOString(),
    event,
  }))
}

function commandStarted(stepId: string): JournalEvent[] {
  const logs = `${root}/.upgrade-wizard/logs/${stepId}`
  const argv = [
    'cargo',
    '+1.86',
    'check',
    '--workspace',
    '--all-targets',
    '--features',
    'plugins',
    '--message-format=json-diagnostic-rendered-ansi',
  ]
  return [
    {
      type: 'command-started',
      step: stepId,
      attempt: 1,
      marker: 'm1',
      argv,
      cwd: root,
      out: `${logs}.1.out`,
      err: `${logs}.1.err`,
    },
    {type: 'command-running', marker: 'm1', process: {pid: 41872, startTime: '1', bootId: 'b'}},
  ]
}

function started(stepId: string): JournalEvent {
  return {type: 'step-started', step: stepId, attempt: 1, summary: '', writes: [], touches: []}
}

function question(
  id: string,
  title: string,
  subject: Subject,
  recommended: string,
  options: readonly Option[],
): Question {
  return {id, title, subject, options, recommended}
}

function finding(
  kind: FindingKind,
  place: PlaceKind,
  path: string,
  line: number,
  value: string,
  crate?: string,
): Finding {
  const base = {kind, place, path, line, column: 1, span: {start: 0, end: 1}, text: value, value, live: true, why: ''}
  return crate === undefined ? base : {...base, crate}
}

function step(
  id: string,
  phase: StepPlan['phase'],
  title: string,
  risk: StepPlan['risk'],
  needs: string[],
  why: string,
): StepPlan {
  return {id, kind: id, phase, title, why, risk, needs}
}

function candidate(
  wasmtime: string,
  title: string,
  releasedOn: string,
  supportEnds: string,
  rust: string,
  [fixed, open]: readonly [number, number],
  [automatic, manual]: readonly [number, number],
  rest: Partial<Candidate>,
): Candidate {
  const ids = (count: number, from: number) => Array.from({length: count}, (_, at) => `RUSTSEC-2025-00${from + at}`)
  return {
    wasmtime,
    title,
    releasedOn,
    supportEnds,
    rust: {
      version: rust,
      because: [
        {needs: `wasmtime ${wasmtime}`, version: rust},
        {needs: 'edition 2021', version: '1.56'},
      ],
    },
    isLts: false,
    isRustInstalled: false,
    advisoriesFixed: ids(fixed, 46),
    advisoriesOpen: ids(open, 118),
    breakingChanges: {automatic, manual},
    breakingUses: undefined,
    holders: [],
    hasNotes: true,
    isRecommended: false,
    why: '',
    ...rest,
  }
}

function rustTooOld(): Problem {
  return {
    code: 'undo-refused',
    title: 'wasmtime 36.0.14 can’t stay without the new Rust',
    detail: 'It needs Rust 1.86. Undone, the repository states 1.75 again, which doesn’t build it.',
    nextSteps: ['To take both back: upgrade-wizard undo --all'],
  }
}

function reportMarkdown(): string {
  return `# photondrift: Rust 1.75 → 1.86, wasmtime 25.0 → 36.0.14

**Done.** Seven steps accepted in 12 min; nothing was left out.

## Numbers

| metric | before | after | change | verdict |
|---|---:|---:|---:|---|
| check | 41.3 s | 43.0 s | +4 % | within 10 % |
| tests passed | 128 | 128 | 0 | as before |
| tests failed | 2 | 2 | 0 | known before |

## What changed

- [x] Rust version raised in \`Makefile\`, \`Dockerfile\` and three workflows
- [x] wasmtime and wasmtime-wasi raised together
- [ ] Deploy and watch the plugin host’s cold start for a day

## Next

\`\`\`sh
git add -A && git commit -F .upgrade-wizard/commit.txt
upgrade-wizard undo --all
\`\`\`
`
}

function unreachable(): never {
  throw new Error('a session has at least its first event')
}
