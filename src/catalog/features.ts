import data from './data/features.json' with {type: 'json'}

/**
 * The last major before `to` that had a feature which `to` has no more; undefined where `to` has it, and for a feature
 * that nothing is known of.
 */
export function lastMajorWith(crate: string, feature: string, to: number): number | undefined {
  const rows = data.features.filter(row => row.crate === crate && row.feature === feature)
  const isThere = rows.some(row => row.from <= to && (to <= row.to || row.to === data.newest))
  return isThere ? undefined : rows.filter(row => row.to < to).at(-1)?.to
}

/** Features that switch wasmtime's `std` on by themselves, in every known major that has them. */
export const impliesStd: ReadonlySet<string> = new Set([
  'addr2line',
  'backtrace',
  'cache',
  'coredump',
  'cranelift',
  'incremental-cache',
  'memory-protection-keys',
  'parallel-compilation',
  'pooling-allocator',
  'profile-pulley',
  'profiling',
  'stack-switching',
  'threads',
  'winch',
  'wmemcheck',
])
