import {editToml} from '../../editors/edit-toml.ts'
import {lineStarts, positionIn} from '../../scan/source-file.ts'
import {readToml} from '../../scan/toml-entries.ts'

/** What became of a cache configuration; undefined for any other file, and for one that is right. */
export type RewrittenCacheConfig =
  | {readonly kind: 'edited'; readonly text: string}
  /** 1-based. */
  | {readonly kind: 'unsure'; readonly line: number; readonly why: string}

/** The change that this is about; it has a file of its own instead of a manifest. */
export const cacheTomlEnabledKey = 'cache-toml-enabled-key'

/**
 * Since 33, the `[cache]` table of wasmtime's cache configuration has no `enabled` any more, and an unknown key is an error.
 * A file that has nothing but that table, with keys of wasmtime's own or a name that says so, is one.
 */
export function rewriteCacheConfig(path: string, text: string, to: number): RewrittenCacheConfig | undefined {
  if (to < 33 || !/^[ \t]*\[cache\]/m.test(text)) return undefined
  const toml = readToml(text)
  if (toml.kind === 'broken') return undefined
  const {entries} = toml
  const enabled = entries.find(entry => entry.path.join('.') === 'cache.enabled')
  if (enabled === undefined || entries.some(entry => entry.path[0] !== 'cache')) return undefined
  const keys = entries.map(entry => entry.path[1] ?? '')
  if (!keys.every(key => key === 'enabled' || ownKeys.includes(key))) return undefined
  const {line} = positionIn(lineStarts(text), enabled.keyStart)
  const isWasmtimes = keys.some(key => key.includes('-')) || /(cache|wasmtime)[^/]*\.toml$/i.test(path)
  if (!isWasmtimes) return {kind: 'unsure', line, why: 'nothing says that wasmtime reads this file'}
  if (enabled.value !== true)
    return {kind: 'unsure', line, why: 'the cache is off here: the file must not be loaded then'}
  const edited = editToml(text, [{do: 'remove-key', at: enabled.path}])
  return edited.kind === 'edited' ? edited : {kind: 'unsure', line, why: edited.why}
}

/** crates/cache/src/config.rs of wasmtime 20 to 48. */
const ownKeys = [
  'directory',
  'worker-event-queue-size',
  'baseline-compression-level',
  'optimized-compression-level',
  'optimized-compression-usage-counter-threshold',
  'cleanup-interval',
  'optimizing-compression-task-timeout',
  'allowed-clock-drift-for-files-from-future',
  'file-count-soft-limit',
  'files-total-size-soft-limit',
  'file-count-limit-percent-if-deleting',
  'files-total-size-limit-percent-if-deleting',
]
