import type {StepPlan} from '../domain/plan.ts'

/** What a repository has that can be measured before and after, beside its build and its tests. */
export type Measurable = 'artifacts' | 'features' | 'benches' | 'advisories'

/** The steps that measure it before anything is written, and those that measure it again. */
type Pair = {readonly before: StepPlan; readonly after: StepPlan}

/** What is loaded by tests is made before they run. */
export function artifactSteps(has: ReadonlySet<Measurable>): Pair | undefined {
  return has.has('artifacts') ? artifacts : undefined
}

/** Beside the tests, in the order they run. */
export function otherMeasures(has: ReadonlySet<Measurable>): readonly Pair[] {
  return [
    ...(has.has('features') ? [features] : []),
    ...(has.has('benches') ? [benches] : []),
    ...(has.has('advisories') ? [advisories] : []),
  ]
}

const artifacts: Pair = {
  before: {
    id: 'record-artifacts',
    kind: 'record-artifacts',
    phase: 'prepare',
    title: 'Make the wasm artifacts as they are today, and weigh them',
    why: 'Tests load them: one that is missing or stale would be blamed on the upgrade.',
    risk: 'none',
    needs: [],
  },
  after: {
    id: 'rebuild-artifacts',
    kind: 'rebuild-artifacts',
    phase: 'validate',
    title: 'Make the wasm artifacts anew, and weigh them',
    why: 'Tests that load an artifact of before prove nothing, and precompiled ones of an older wasmtime are refused.',
    risk: 'low',
    needs: ['prove-build'],
  },
}

const features: Pair = {
  before: {
    id: 'record-features',
    kind: 'record-features',
    phase: 'prepare',
    title: 'See with which features it compiles today',
    why: 'A set of features that doesn’t compile before must not be blamed on the upgrade.',
    risk: 'none',
    needs: [],
  },
  after: {
    id: 'prove-features',
    kind: 'prove-features',
    phase: 'validate',
    title: 'Prove that it compiles with the same sets of features',
    why: 'What is switched off in one build is broken in another: each set is compared with itself before.',
    risk: 'none',
    needs: ['prove-build'],
  },
}

const benches: Pair = {
  before: {
    id: 'record-benches',
    kind: 'record-benches',
    phase: 'prepare',
    title: 'Run the benches as things stand today',
    why: 'Asked for. How fast it is now is what it is compared with.',
    risk: 'none',
    needs: [],
  },
  after: {
    id: 'run-benches',
    kind: 'run-benches',
    phase: 'validate',
    title: 'Run the benches again, and compare',
    why: 'Asked for. What is within the noise of its measuring counts as equal.',
    risk: 'none',
    needs: ['prove-build'],
  },
}

const advisories: Pair = {
  before: {
    id: 'record-advisories',
    kind: 'record-advisories',
    phase: 'prepare',
    title: 'See which advisories hit it today',
    why: 'What is fixed by the upgrade, and what it brings, shows only beside what there was.',
    risk: 'none',
    needs: [],
  },
  after: {
    id: 'audit-dependencies',
    kind: 'audit-dependencies',
    phase: 'validate',
    title: 'See which advisories hit it now',
    why: 'Only an advisory that wasn’t there before speaks against the upgrade.',
    risk: 'none',
    needs: ['prove-build'],
  },
}

/** For repositories whose documents state old versions as if they were today's. */
export const updateDocuments: StepPlan = {
  id: 'update-documents',
  kind: 'update-documents',
  phase: 'finish',
  title: 'Bring the documents up to date',
  why: 'Guides that tell people to install the old Rust or wasmtime mislead them. History stays as it is.',
  risk: 'low',
  needs: ['prove-build'],
}
