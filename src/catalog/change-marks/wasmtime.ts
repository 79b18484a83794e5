import {called, calledUniquely, hint, implemented, type Mark, matched, named, shaped} from './mark.ts'

const config = 'wasmtime::Config'
const pooling = 'wasmtime::PoolingAllocationConfig'
const stores = 'wasmtime::Store|wasmtime::Caller|wasmtime::StoreContextMut'
const readers = 'wasmtime::component::StreamReader|wasmtime::component::FutureReader'

/** Changes of the crate wasmtime that show in Rust code, without those of `bindgen!`. */
export const wasmtimeMarks: Readonly<Record<string, readonly Mark[]>> = {
  'heaptype-concrete-split': [
    named('wasmtime::HeapType::Concrete'),
    calledUniquely('wasmtime::HeapType|wasmtime::RefType', 'as_concrete unwrap_concrete'),
    called('wasmtime::HeapType', 'top', {arguments: [1], form: 'method'}),
  ],
  'shared-memory-wait-duration': [calledUniquely('wasmtime::SharedMemory', 'atomic_wait32 atomic_wait64')],
  'val-null-ref-takes-reference': [called('wasmtime::Val', 'null_ref', {first: /^[^&]/})],
  'func-wrap-n-async-merged': [
    calledUniquely('wasmtime::Func|wasmtime::Linker', numbered('wrap#_async func_wrap#_async')),
  ],
  'pooling-memory-pages-to-bytes': [calledUniquely(pooling, 'memory_pages')],
  'module-function-locations-removed': [calledUniquely('wasmtime::Module', 'function_locations')],
  'tail-call-on-by-default': [calledUniquely(config, 'wasm_tail_call')],
  'component-instance-exports-removed': [
    called('wasmtime::component::Instance', 'exports', {arguments: [1]}),
    named('wasmtime::component::ExportInstance', 'wasmtime::component::Exports'),
  ],
  'call-hook-feature-and-arg': [
    calledUniquely('wasmtime::Store', 'call_hook call_hook_async'),
    named('wasmtime::CallHookHandler'),
  ],
  'pooling-max-memory-4gib': [hint(named(pooling, 'wasmtime::InstanceAllocationStrategy'))],
  'call-indirect-cache-config-removed': [calledUniquely(config, 'cache_call_indirects max_call_indirect_cache_slots')],
  'component-flags-over-32': [
    hint(called('wasmtime::component::Component', 'new from_file from_binary')),
    hint(calledUniquely(config, 'wasm_component_model_more_flags')),
  ],
  'mpk-feature': [named('wasmtime::MpkEnabled'), calledUniquely(pooling, 'memory_protection_keys')],
  'component-multiple-returns-gated': [
    hint(called('wasmtime::component::Component', 'new from_file from_binary')),
    hint(calledUniquely(config, 'wasm_component_model_multiple_returns')),
  ],
  'val-ty-fallible': [called('wasmtime::Val|wasmtime::Ref', 'ty', {arguments: [1]})],
  'codebuilder-renames': [called('wasmtime::CodeBuilder', 'wasm wasm_file wat')],
  'resource-limiter-table-usize': [
    implemented('wasmtime::ResourceLimiter|wasmtime::ResourceLimiterAsync', 'table_growing'),
    called('wasmtime::StoreLimitsBuilder|wasmtime::PoolingAllocationConfig', 'table_elements', {
      first: /^(?!.*usize).*[^\d_]/s,
    }),
  ],
  'table-api-u64': [
    called('wasmtime::Table', 'get set grow grow_async size fill copy'),
    called('wasmtime::TableType', 'minimum maximum'),
  ],
  'pooling-per-component-limits-lifted': [
    hint(named(pooling)),
    hint(
      calledUniquely(pooling, 'max_core_instances_per_component max_memories_per_component max_tables_per_component'),
    ),
  ],
  'config-guard-sizes-merged': [calledUniquely(config, 'static_memory_guard_size dynamic_memory_guard_size')],
  'externref-data-option': [
    called('wasmtime::ExternRef|wasmtime::Rooted|wasmtime::ManuallyRooted', 'data data_mut', {arguments: [1]}),
  ],
  'config-memory-reservation-renames': [
    calledUniquely(config, 'static_memory_maximum_size dynamic_memory_reserved_for_growth static_memory_forced'),
  ],
  'component-func-params-named': [
    called('wasmtime::component::Func', 'params', {arguments: [1]}),
    called('wasmtime::component::types::ComponentFunc', 'params', {arguments: [0]}),
  ],
  'func-call-unchecked-slice': [
    calledUniquely('wasmtime::Func|wasmtime::TypedFunc', 'call_unchecked', {arguments: [3]}),
  ],
  'linear-memory-trait-methods': [implemented('wasmtime::LinearMemory')],
  'memory-guard-32mib': [
    hint(calledUniquely(config, 'memory_guard_size')),
    hint(called('wasmtime::Module|wasmtime::component::Component', 'deserialize deserialize_file')),
  ],
  'memory64-default': [hint(calledUniquely(config, 'wasm_memory64'))],
  'pooling-async-stack-zeroing-moved': [called(pooling, 'async_stack_zeroing')],
  'resource-table-iter-entries-btreemap': [
    calledUniquely('wasmtime::component::ResourceTable|wasmtime_wasi::ResourceTable', 'iter_entries'),
  ],
  'stackcreator-zeroed-arg': [implemented('wasmtime::StackCreator', 'new_stack')],
  'component-legacy-knobs-removed': [
    calledUniquely(config, 'wasm_component_model_more_flags wasm_component_model_multiple_returns'),
  ],
  'extern-tag-variants': [matched('wasmtime::Extern', 'wasmtime::ExternType')],
  'engine-detect-precompiled-assoc': [
    calledUniquely('wasmtime::Engine', 'detect_precompiled detect_precompiled_file', {form: 'method'}),
  ],
  'linker-unknown-default-values-store': [
    calledUniquely('wasmtime::Linker', 'define_unknown_imports_as_default_values', {arguments: [1]}),
  ],
  'config-cache-api': [calledUniquely(config, 'cache_config_load cache_config_load_default disable_cache')],
  'component-get-export-pairs': [
    calledUniquely('wasmtime::component::Instance', 'get_export', {arguments: [3], form: 'method'}),
    called('wasmtime::component::Instance', 'get_export', {arguments: [4], form: 'path'}),
    calledUniquely('wasmtime::component::Component', 'export_index', {arguments: [2]}),
  ],
  'store-gc-argument': [called(stores, 'gc gc_async', {arguments: [0]})],
  'externref-new-manually-rooted-removed': [calledUniquely('wasmtime::ExternRef', 'new_manually_rooted')],
  'regalloc-singlepass-gap': [named('wasmtime::RegallocAlgorithm::SinglePass')],
  'types-default-value-fallible': [
    called(
      'wasmtime::ExternType|wasmtime::FuncType|wasmtime::GlobalType|wasmtime::MemoryType|wasmtime::TableType',
      'default_value',
    ),
  ],
  'update-deadline-yield-custom': [matched('wasmtime::UpdateDeadline')],
  'store-data-static': [shaped('generic-data', 'Store Caller InstancePre StoreContextMut StoreContext Linker')],
  'async-fns-bound-on-data-send': [shaped('turbofish', 'call_async instantiate_async new_async grow_async')],
  'component-type-send-sync': [implemented('wasmtime::component::ComponentType')],
  'typedfunc-call-async-sync-bound': [hint(called('wasmtime::TypedFunc', 'call_async'))],
  'component-val-async-variants': [
    matched('wasmtime::component::Val', 'wasmtime::component::Type', 'wasmtime::component::types::Type'),
  ],
  'core-val-exnref-contref': [matched('wasmtime::Val', 'wasmtime::Ref', 'wasmtime::HeapType')],
  'component-promise-removed': [named('wasmtime::component::Promise', 'wasmtime::component::PromisesUnordered')],
  'raw-gc-conversions-safe': [shaped('unsafe-raw', 'to_raw from_raw')],
  'manuallyrooted-to-ownedrooted': [
    named('wasmtime::ManuallyRooted'),
    calledUniquely('wasmtime::Rooted|wasmtime::ManuallyRooted|wasmtime::ExternRef', 'to_manually_rooted'),
    calledUniquely('wasmtime::ManuallyRooted|wasmtime::OwnedRooted', 'unroot into_rooted', {
      arguments: [1],
      form: 'method',
    }),
    called('wasmtime::ManuallyRooted', 'clone', {arguments: [1], form: 'method'}),
  ],
  'resource-limiter-send': [shaped('not-send', 'ResourceLimiter ResourceLimiterAsync')],
  'abort-handle-to-join-handle': [named('wasmtime::component::AbortHandle')],
  'component-futures-streams-redesign': [
    named(
      'wasmtime::component::FutureWriter',
      'wasmtime::component::StreamWriter',
      'wasmtime::component::GuardedFutureReader',
      'wasmtime::component::GuardedFutureWriter',
      'wasmtime::component::GuardedStreamReader',
      'wasmtime::component::GuardedStreamWriter',
    ),
    called('wasmtime::component::Instance', 'stream future'),
  ],
  'mpkenabled-to-enabled': [named('wasmtime::MpkEnabled')],
  'setjmp-no-longer-needed': [shaped('word', 'wasmtime_setjmp wasmtime_longjmp')],
  'component-func-params-results-removed': [called('wasmtime::component::Func', 'params results', {arguments: [1]})],
  'component-linker-func-new-type-arg': [
    called('wasmtime::component::LinkerInstance', 'func_new func_new_async func_new_concurrent'),
  ],
  'component-resource-static': [shaped('generic-data', 'Resource')],
  'run-concurrent-on-store': [
    calledUniquely('wasmtime::component::Instance', 'run_concurrent'),
    called('wasmtime::component::Instance', 'spawn'),
  ],
  'shared-memory-creation-opt-in': [
    called('wasmtime::SharedMemory', 'new'),
    called('wasmtime::MemoryType', 'shared'),
    calledUniquely(config, 'wasm_threads', {first: /^true$/}),
  ],
  'component-async-abi-40': [calledUniquely(config, 'wasm_component_model_async', {first: /^true$/})],
  'guestprofiler-new-engine': [called('wasmtime::GuestProfiler', 'new new_component')],
  'sharedmemory-page-size-u64': [called('wasmtime::SharedMemory', 'page_size', {arguments: [0]})],
  'accessor-task-no-result-param': [implemented('wasmtime::component::AccessorTask')],
  'stream-reader-from-val-removed': [called(readers, 'from_val into_val')],
  'sync-component-fn-cannot-block': [calledUniquely(config, 'wasm_component_model_async', {first: /^true$/})],
  'anyhow-context-on-wasmtime-result': [shaped('anyhow-context', 'context with_context')],
  'async-support-config-noop': [calledUniquely(config, 'async_support')],
  'wasmtime-error-own-type': [shaped('anyhow-returned', 'anyhow Result Error')],
  'anyhow-macros-in-wasmtime-closures': [shaped('anyhow-macro', 'bail ensure anyhow')],
  'post-return-noop': [
    calledUniquely('wasmtime::component::Func|wasmtime::component::TypedFunc', 'post_return post_return_async'),
  ],
  'anyhow-downcast-on-wasmtime-error': [shaped('anyhow-downcast', 'downcast_ref downcast is')],
  'async-host-functions-need-send': [shaped('not-send', 'func_wrap_async func_new_async wrap_async resource_async')],
  'glob-import-anyhow-wasmtime-ambiguous': [shaped('globs-of-both', 'wasmtime')],
  'resource-limiter-error-type': [
    implemented('wasmtime::ResourceLimiter|wasmtime::ResourceLimiterAsync', 'memory_grow_failed', 'table_grow_failed'),
  ],
  'store-gc-returns-result': [shaped('result-unused', 'gc')],
  'engine-is-async-removed': [called('wasmtime::Engine', 'is_async')],
  'unchecked-fns-maybeuninit': [
    called('wasmtime::Func', 'new_unchecked', {form: 'path'}),
    calledUniquely('wasmtime::Linker', 'func_new_unchecked'),
  ],
  'config-wasm-backtrace-deprecated': [calledUniquely(config, 'wasm_backtrace')],
  'call-concurrent-no-taskexit': [
    named('wasmtime::component::TaskExit'),
    {on: 'bindgen', keys: ['task_exit'], deep: true},
  ],
  'debug-frame-cursor-removed': [
    named('wasmtime::DebugFrameCursor'),
    calledUniquely('wasmtime::Store|wasmtime::StoreContextMut', 'debug_frames'),
  ],
  'stream-ops-fallible': [called(readers, 'new pipe close close_with')],
  'linker-get-result': [called('wasmtime::Linker', 'get', {arguments: [3]})],
  'cranelift-pcc-removed': [calledUniquely(config, 'cranelift_pcc')],
  'debug-breakpoint-modulepc': [called('wasmtime::BreakpointEdit', 'add_breakpoint remove_breakpoint')],
  'cm-async-builtins-knob-removed': [calledUniquely(config, 'wasm_component_model_async_builtins')],
  'collector-copying-variant': [matched('wasmtime::Collector')],
  'compiler-inlining-enum': [calledUniquely(config, 'compiler_inlining', {first: /^(true|false)$/})],
  'component-model-async-on': [calledUniquely(config, 'wasm_component_model_async')],
  'component-reflection-componentextern': [
    named('wasmtime::component::types::ComponentItem'),
    called('wasmtime::component::types::Component', 'imports exports get_import get_export'),
  ],
  'fuel-bulk-ops-proportional': [calledUniquely(config, 'consume_fuel'), called('wasmtime::Store', 'set_fuel')],
  'debug-event-exception-merged': [
    named('wasmtime::DebugEvent::CaughtExceptionThrown', 'wasmtime::DebugEvent::UncaughtExceptionThrown'),
  ],
  'default-collector-copying': [called(config, 'collector', {first: /\bAuto$/})],
  'instance-export-lookup-renamed': [named('wasmtime::component::InstanceExportLookup')],
  'ownedrooted-clone-std': [called('wasmtime::OwnedRooted', 'clone', {arguments: [1]})],
  'store-throw-result': [called(stores, 'throw'), shaped('result-unused', 'gc_async')],
  'gc-exceptions-default': [calledUniquely(config, 'wasm_gc wasm_function_references wasm_exceptions')],
  'spawn-fallible': [
    called(`${stores}|wasmtime::component::Accessor|wasmtime::component::Access`, 'spawn async_call_stack'),
    called('wasmtime::component::WasmList', 'iter'),
  ],
  'linker-define-name-removed': [calledUniquely('wasmtime::Linker', 'define_name')],
}

/** The names for 0 to 16 parameters. */
function numbered(names: string): string {
  const counts = Array.from({length: 17}, (_, count) => String(count))
  return names
    .split(' ')
    .flatMap(name => counts.map(count => name.replace('#', count)))
    .join(' ')
}
