/** What of an upgrade can be undone by itself. */
export type StepPart = 'rust' | 'wasmtime'

/** Every step that a way may have, in the order they run. What proves a result belongs to no part: it goes with what it proves. */
const steps: readonly {readonly name: string; readonly part?: StepPart}[] = [
  {name: 'make-branch'},
  {name: 'record-artifacts'},
  {name: 'record-baseline'},
  {name: 'record-own-commands'},
  {name: 'record-features'},
  {name: 'record-benches'},
  {name: 'record-advisories'},
  {name: 'install-toolchain', part: 'rust'},
  {name: 'raise-rust', part: 'rust'},
  {name: 'move-wasm-target', part: 'rust'},
  {name: 'raise-family', part: 'wasmtime'},
  {name: 'raise-holders', part: 'wasmtime'},
  {name: 'refresh-lockfile', part: 'wasmtime'},
  {name: 'tidy-audit', part: 'wasmtime'},
  {name: 'rewrite-code', part: 'wasmtime'},
  {name: 'apply-team-rules', part: 'wasmtime'},
  {name: 'mend-code', part: 'wasmtime'},
  {name: 'read-guidance', part: 'wasmtime'},
  {name: 'prove-build'},
  {name: 'fix-code'},
  {name: 'raise-edition', part: 'rust'},
  {name: 'lint-code'},
  {name: 'rebuild-artifacts'},
  {name: 'prove-tests'},
  {name: 'prove-features'},
  {name: 'run-benches'},
  {name: 'run-own-commands'},
  {name: 'audit-dependencies'},
  {name: 'update-documents'},
  {name: 'drop-old-matrix', part: 'rust'},
  {name: 'write-report'},
]

/**
 * The name of every step that a way may have, in the order they run. Each way has those that it needs; asking for another,
 * or leaving it out, is no mistake.
 */
export const stepNames: readonly string[] = steps.map(({name}) => name)

/** The part that a kind of step belongs to; undefined for what goes with others. */
export function partOfStep(kind: string): StepPart | undefined {
  return steps.find(({name}) => name === kind)?.part
}
