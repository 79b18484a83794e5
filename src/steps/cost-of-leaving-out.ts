/** What is not done, or not known, without a kind of step: a few words each, what matters most first. */
const costs: Readonly<Record<string, string>> = {
  'prove-tests': 'the tests are not proven',
  'prove-build': 'the build is not proven',
  'raise-family': 'wasmtime stays as it is',
  'raise-rust': 'a lower Rust stays stated',
  'refresh-lockfile': 'the lockfile is not moved',
  'mend-code': 'what stops compiling is not mended',
  'rewrite-code': 'no code is rewritten',
  'read-guidance': 'what is left for people is not listed',
  'record-baseline': 'there is nothing to compare with',
  'raise-holders': 'other crates may keep an old wasmtime',
  'move-wasm-target': 'old names of wasm targets stay',
  'raise-edition': 'the edition stays as it is',
  'install-toolchain': 'only a Rust that is installed can build it',
  'make-branch': 'the branch is not made',
  'apply-team-rules': 'your own rules are not applied',
  'lint-code': 'new lints are not looked for',
  'fix-code': 'what the compiler warns of is not fixed',
  'rebuild-artifacts': 'the tests load wasm of before',
  'prove-features': 'other sets of features are not proven',
  'run-benches': 'how fast it is isn’t known',
  'audit-dependencies': 'new advisories are not looked for',
  'run-own-commands': 'the repository’s own commands don’t judge it',
  'record-own-commands': 'what its own commands said before isn’t known',
  'record-artifacts': 'the wasm artifacts are not made first',
  'record-features': 'which features compiled before isn’t known',
  'record-benches': 'how fast it was isn’t known',
  'record-advisories': 'which advisories there were isn’t known',
  'update-documents': 'the documents state old versions',
  'tidy-audit': 'audit entries stay as they are',
  'drop-old-matrix': 'the old Rust stays in the build matrix',
  'write-report': 'the report is only written at the end',
}

/** What leaving steps of these kinds out of a plan costs, the gravest first; a kind that nobody knows costs nothing known. */
export function costsOfLeavingOut(kinds: readonly string[]): readonly string[] {
  return Object.entries(costs).flatMap(([kind, cost]) => (kinds.includes(kind) ? [cost] : []))
}
