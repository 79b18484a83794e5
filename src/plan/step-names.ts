/**
 * The name of every step that a way may have, in the order they run. Each way has those that it needs; asking for another,
 * or leaving it out, is no mistake.
 */
export const stepNames: readonly string[] = [
  'record-baseline',
  'install-toolchain',
  'raise-rust',
  'move-wasm-target',
  'raise-family',
  'raise-holders',
  'refresh-lockfile',
  'tidy-audit',
  'rewrite-code',
  'apply-team-rules',
  'mend-code',
  'read-guidance',
  'prove-build',
  'fix-code',
  'raise-edition',
  'lint-code',
  'prove-tests',
  'drop-old-matrix',
  'write-report',
]
