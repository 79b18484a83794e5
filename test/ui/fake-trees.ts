import type {LockfileChange, Trees} from '../../src/plan/compare-trees.ts'
import type {FamilyTree, ToldHolder, TreeRelease} from '../../src/plan/family-tree.ts'

const holder: ToldHolder = {
  name: 'wasmtime-pool 0.9.2',
  title: 'wasmtime-pool 0.9.2 holds wasmtime 25.0.3 through wasmtime-pool-core 0.9.1 (for photondrift)',
  state: 'wasmtime-pool-core requires wasmtime ^25; 0.12.0 is its newest release that allows 36.0.14',
  advice: 'Raise wasmtime-pool to 0.12.0 in Cargo.toml:44',
}

const old: TreeRelease = {
  version: '25.0.3',
  title: 'wasmtime 25.0.3',
  beside: ' and 31 crates that move with it',
  standing: 'older',
  bringers: [
    {
      lead: '├─ ',
      below: '│  ',
      name: 'photondrift',
      remark: 'asks for wasmtime, wasmtime-wasi "25.0"; only with the feature plugins',
    },
    {lead: '└─ ', below: '   ', name: 'wasmtime-pool-core 0.9.1', remark: ''},
    {lead: '   └─ ', below: '      ', name: 'wasmtime-pool 0.9.2', remark: ''},
    {lead: '      └─ ', below: '         ', name: 'photondrift', remark: 'asks for "0.9.2"'},
  ],
}

const young: TreeRelease = {
  version: '36.0.14',
  title: 'wasmtime 36.0.14',
  beside: ' and 36 crates that move with it',
  standing: 'target',
  bringers: [
    {
      lead: '└─ ',
      below: '   ',
      name: 'photondrift',
      remark: 'asks for wasmtime, wasmtime-wasi "36.0.14"; only with the feature plugins',
    },
  ],
}

/** Before the first step that moves anything. */
export const atStart: FamilyTree = {
  lockfiles: [{path: 'Cargo.lock', packages: 427, releases: [old], severalMajors: []}],
  unlocked: [],
  holders: [holder],
}

const change: LockfileChange = {
  path: 'Cargo.lock',
  crates: [
    {crate: 'wasmtime', before: ['25.0.3'], after: ['25.0.3', '36.0.14']},
    {crate: 'wasmtime-wasi', before: ['25.0.3'], after: ['36.0.14']},
    {crate: 'wasmtime-wasi-io', before: [], after: ['36.0.14']},
  ],
  family: 34,
  others: 12,
  added: 52,
  removed: 9,
  kept: 418,
}

/** Half way: what is asked for has moved, what somebody else brings has not. */
export const halfWay: Trees = {
  before: atStart,
  now: {
    lockfiles: [
      {
        path: 'Cargo.lock',
        packages: 470,
        releases: [{...old, bringers: old.bringers.slice(1)}, young],
        severalMajors: ['wasmtime', 'wasmtime-environ', 'wiggle'],
      },
    ],
    unlocked: [],
    holders: [holder],
  },
  changes: [change],
}

/** At the end: one release, and nobody holds another. */
export const allMoved: Trees = {
  before: atStart,
  now: {
    lockfiles: [{path: 'Cargo.lock', packages: 431, releases: [young], severalMajors: []}],
    unlocked: [],
    holders: [],
  },
  changes: [
    {
      ...change,
      crates: change.crates.map(crate => (crate.crate === 'wasmtime' ? {...crate, after: ['36.0.14']} : crate)),
    },
  ],
}

/** No lockfile says what the manifest leads to. */
export const unlocked: Trees = {
  now: {
    lockfiles: [],
    unlocked: [
      {crate: 'wasmtime', requirement: '25.0', place: 'Cargo.toml:41'},
      {crate: 'wasmtime-wasi', requirement: '25.0', place: 'Cargo.toml:42'},
    ],
    holders: [],
  },
  changes: [],
}
