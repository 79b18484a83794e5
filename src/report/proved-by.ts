/** The steps whose outcome decides a criterion, by the criterion's id; none for what no single step decides. */
export function proversOf(criterion: string): readonly string[] {
  return provedBy[criterion] ?? []
}

const provedBy: Readonly<Record<string, readonly string[]>> = {
  'wasmtime-locked': ['raise-family', 'prove-tests'],
  'one-wasmtime': ['prove-tests'],
  'rust-stated': ['raise-rust'],
  'workspace-builds': ['prove-build'],
  'no-new-failure': ['prove-tests'],
  'every-target-compiles': ['prove-build'],
  'every-test-passes': ['prove-tests'],
  'no-new-advisory': ['record-advisories', 'audit-dependencies'],
  'no-rollback-trigger': ['run-benches', 'run-own-commands'],
  'within-limits': ['rebuild-artifacts', 'run-benches', 'run-own-commands'],
  'build-times': ['prove-build'],
}
