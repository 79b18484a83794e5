/** What stands in a package that uses the old form of an API. */
export type Snippet = {
  /** The text of src/lib.rs. */
  readonly rust?: string
  /** Lines of `[dependencies]`. */
  readonly dependencies?: string
  /** Other files. */
  readonly files?: Readonly<Record<string, string>>
  /** Found as worth a look only, not counted. */
  readonly isHint?: true
  /** Nothing but its name tells what it belongs to, so the same name elsewhere is found as well where wasmtime is used. */
  readonly isTold?: 'by-name'
}

/** Code in a function with these parameters. */
function code(parameters: string, body: string): Snippet {
  return {rust: `async fn work(${parameters}) {\n    ${body}\n}\n`}
}

/** Code at the top of a file. */
function item(text: string): Snippet {
  return {rust: text}
}

/** Code of a package with a world that `bindgen!` generates. */
function world(text: string, options = 'world: "w"'): Snippet {
  return {rust: `use wasmtime::component::*;\nwasmtime::component::bindgen!({ ${options} });\n${text}`}
}

function manifest(dependencies: string): Snippet {
  return {dependencies}
}

function hint(snippet: Snippet): Snippet {
  return {...snippet, isHint: true}
}

const config = 'config: &mut wasmtime::Config'
const pool = 'pool: &mut wasmtime::PoolingAllocationConfig'
const builder = 'builder: &mut wasmtime_wasi::WasiCtxBuilder'
const store = 'store: &mut wasmtime::Store<u32>'

/** For each breaking change that can be looked for, code that meets it: ours, in the shape that the facts describe. */
export const snippets: Readonly<Record<string, Snippet>> = {
  // 21
  'bindgen-imports-not-trappable-by-default': world(
    'struct S;\nimpl Host for S { fn f(&mut self) -> wasmtime::Result<u32> { Ok(1) } }',
  ),
  'wasmtime-std-feature': manifest('wasmtime = { version = "20", default-features = false, features = ["runtime"] }'),
  'bindgen-unused-with-is-error': hint(world('', 'world: "w", with: { "pkg:iface/typo": T }')),
  'wasi-http-send-request-shape': item(
    'use wasmtime_wasi_http::types::OutgoingRequest;\nfn send(request: OutgoingRequest) {}',
  ),
  'bindgen-add-to-linker-get-host': hint(
    world('fn link(l: &mut Linker<S>) { my::pkg::iface::add_to_linker(l, |s| s); }'),
  ),
  'heaptype-concrete-split': item(
    'fn is(t: wasmtime::HeapType) -> bool { matches!(t, wasmtime::HeapType::Concrete(_)) }',
  ),
  'shared-memory-wait-duration': code('m: wasmtime::SharedMemory', 'm.atomic_wait32(0, 1, None);'),
  'val-null-ref-takes-reference': code('', 'use wasmtime::{HeapType, Val}; Val::null_ref(HeapType::Func);'),
  'wasi-http-impl-modules-private': item('use wasmtime_wasi_http::types_impl;'),
  'wasmtime-runtime-crate-removed': manifest('wasmtime-runtime = "20"'),
  // 22
  'func-wrap-n-async-merged': code(
    'linker: &mut wasmtime::Linker<u32>',
    'linker.func_wrap2_async("m", "f", |c, a: i32, b: i32| Box::new(async move { a + b }));',
  ),
  'pooling-memory-pages-to-bytes': code(pool, 'pool.memory_pages(160);'),
  'socket-addr-check-async': code(builder, 'builder.socket_addr_check(|addr, _| addr.ip().is_loopback());'),
  'wasi-host-traits-on-wasiimpl': code(
    'l: u8',
    'wasmtime_wasi::bindings::cli::environment::add_to_linker(&mut l, |s| s);',
  ),
  'wiggle-guest-memory-redesign': item("use wiggle::GuestPtr;\nfn read(p: GuestPtr<'_, str>) {}"),
  'module-function-locations-removed': code(
    'module: &wasmtime::Module',
    'for (o, l) in module.function_locations() {}',
  ),
  'tail-call-on-by-default': code(config, 'config.wasm_tail_call(false);'),
  'wasihttpview-send': hint(item('struct S;\nimpl wasmtime_wasi_http::WasiHttpView for S {}')),
  // 23
  'bindgen-instantiate-returns-bindings-only': world(
    'async fn f(store: S) { let (cmd, _inst) = Command::instantiate_async(&mut store, &c, &l).await.unwrap(); }',
  ),
  'bindgen-instantiate-pre-removed': world(
    'async fn f(store: S) { let (w, _) = World::instantiate_pre(&mut store, &pre).await.unwrap(); }',
  ),
  'component-instance-exports-removed': code(
    'i: wasmtime::component::Instance, mut s: wasmtime::Store<u32>',
    'let f = i.exports(&mut s).instance("a:b/c");',
  ),
  'wasi-http-new-incoming-request-scheme': {
    ...code('view: wasmtime_wasi_http::types::View', 'view.new_incoming_request(req);'),
    isTold: 'by-name',
  },
  'wasi-http-proxy-module-flattened': code('l: u8', 'wasmtime_wasi_http::proxy::add_to_linker(&mut l);'),
  'bindgen-world-new-removed-23': world('fn f(s: S, instance: Instance) { let w = World::new(&mut s, &instance); }'),
  'call-hook-feature-and-arg': code(store, 'store.call_hook(|data, hook| Ok(()));'),
  'pooling-max-memory-4gib': hint(item('use wasmtime::PoolingAllocationConfig;')),
  'call-indirect-cache-config-removed': code(config, 'config.cache_call_indirects(true);'),
  'component-flags-over-32': hint(code('e: E', 'wasmtime::component::Component::from_file(&e, "c.wasm");')),
  'mpk-feature': code(pool, 'pool.memory_protection_keys(wasmtime::MpkEnabled::Auto);'),
  // 24
  'component-multiple-returns-gated': hint(code('e: E', 'use wasmtime::component::*; Component::new(&e, bytes);')),
  'trappable-imports-validated': hint(world('', 'world: "w", trappable_imports: ["no-such-fn"]')),
  'val-ty-fallible': code('v: wasmtime::Val, s: S', 'let t = v.ty(&s);'),
  'wasi-nn-error-type-struct': code('', 'let e = wasmtime_wasi_nn::wit::Error::InvalidArgument;'),
  'wit-multi-package-header': {
    rust: 'use wasmtime::Engine;',
    files: {'wit/world.wit': '// two of them\npackage a:b { }\npackage c:d { }\n'},
  },
  // 25
  'bindgen-resource-drop-async': world(
    'struct S;\nimpl HostThing for S { fn drop(&mut self, r: Resource<X>) -> wasmtime::Result<()> { Ok(()) } }',
    'world: "w", async: true',
  ),
  'wasi-inputstream-boxed': code('s: S', 'let i = wasmtime_wasi::InputStream::Host(Box::new(s));'),
  'bindgen-guestpre-to-guestindices': world('type P = exports::a::b::GuestPre;'),
  'bindgen-tracing-omits-lists': world('', 'world: "w", tracing: true'),
  'codebuilder-renames': code('e: E, b: B', 'wasmtime::CodeBuilder::new(&e).wasm(b, None);'),
  // 26
  'resource-limiter-table-usize': item(
    'struct L;\nimpl wasmtime::ResourceLimiter for L { fn table_growing(&mut self, a: u32, b: u32, c: Option<u32>) {} }',
  ),
  'table-api-u64': code(`table: wasmtime::Table, ${store}`, 'let n: u32 = table.size(&store);'),
  'cranelift-wasm-crate-removed': manifest('cranelift-wasm = "0.112"'),
  'pooling-per-component-limits-lifted': hint(code(pool, 'pool.max_memories_per_component(20);')),
  // 27
  'config-guard-sizes-merged': code(config, 'config.static_memory_guard_size(0).dynamic_memory_guard_size(0);'),
  'bindgen-features-option-removed': world('', 'world: "w", features: ["x"]'),
  'externref-data-option': code(
    'r: wasmtime::Rooted<wasmtime::ExternRef>, s: S',
    'r.data(&s).unwrap().downcast_ref::<u8>();',
  ),
  'i32exit-process-exit-code-removed': code('exit: wasmtime_wasi::I32Exit', 'exit.process_exit_code();'),
  'wasi-runtime-config-renamed': manifest('wasmtime-wasi-runtime-config = "26"'),
  'wasm-gc-feature-split': manifest('wasmtime = { version = "26", default-features = false, features = ["gc"] }'),
  // 28
  'config-memory-reservation-renames': code(config, 'config.static_memory_maximum_size(1 << 32);'),
  'component-func-params-named': code('f: wasmtime::component::Func, s: S', 'for t in f.params(&s).iter() {}'),
  'func-call-unchecked-slice': code('f: wasmtime::Func, s: S', 'f.call_unchecked(&mut s, v.as_mut_ptr(), v.len());'),
  'linear-memory-trait-methods': item('struct M;\nunsafe impl wasmtime::LinearMemory for M {}'),
  'memory-guard-32mib': hint(code('e: E', 'unsafe { wasmtime::Module::deserialize_file(&e, "m.cwasm") };')),
  'signals-based-traps-feature-28': manifest('wasmtime = { version = "28", features = ["signals-based-traps"] }'),
  'wasi-http-outgoing-body-new-args': code('', 'wasmtime_wasi_http::body::HostOutgoingBody::new(context, len);'),
  // 29
  'bindgen-no-async-trait': world(
    'use async_trait::async_trait;\nstruct S;\n#[async_trait]\nimpl my::pkg::iface::Host for S { async fn f(&mut self) {} }',
  ),
  // 30
  'wasiview-ioview-split': item('struct S;\nimpl wasmtime_wasi::WasiView for S {}'),
  'wasi-io-type-renames': item('use wasmtime_wasi::Subscribe;\nstruct S;\nimpl Subscribe for S {}'),
  'wasihttpview-table-removed-30': item('struct S;\nimpl wasmtime_wasi_http::WasiHttpView for S {}'),
  'wasiimpl-wraps-ioimpl': code('s: S', 'use wasmtime_wasi::WasiImpl; WasiImpl(s);'),
  'bindgen-gethost-second-param': world("struct C;\nimpl<'a> GetHost<&'a mut S> for C {}"),
  'bindgen-sync-exports-need-send': world(
    'use std::rc::Rc;\nstruct S { x: Rc<u8> }\nfn run(store: wasmtime::Store<S>) {}',
  ),
  'memory64-default': hint(code(config, 'config.wasm_memory64(false);')),
  'pooling-async-stack-zeroing-moved': code(pool, 'pool.async_stack_zeroing(true);'),
  'resource-table-iter-entries-btreemap': code(
    't: wasmtime::component::ResourceTable',
    't.iter_entries(HashMap::new());',
  ),
  'stackcreator-zeroed-arg': item(
    'struct C;\nunsafe impl wasmtime::StackCreator for C { fn new_stack(&self, size: usize) -> S { todo!() } }',
  ),
  // 31
  'component-legacy-knobs-removed': code(config, 'config.wasm_component_model_multiple_returns(true);'),
  'extern-tag-variants': code(
    'e: wasmtime::Extern',
    'match e { wasmtime::Extern::Func(_) => 1, wasmtime::Extern::Global(_) => 2 };',
  ),
  // 32
  'engine-detect-precompiled-assoc': code('engine: wasmtime::Engine', 'engine.detect_precompiled(&bytes);'),
  'linker-unknown-default-values-store': code(
    'linker: &mut wasmtime::Linker<u32>',
    'linker.define_unknown_imports_as_default_values(&module);',
  ),
  // 33
  'wasi-root-to-p2': item('use wasmtime_wasi::{DirPerms, WasiCtx, WasiCtxBuilder};'),
  'config-cache-api': code(config, 'config.cache_config_load_default(); config.disable_cache();'),
  'component-get-export-pairs': code(
    'i: wasmtime::component::Instance, mut s: S',
    'let x = i.get_export(&mut s, None, "x").unwrap();',
  ),
  'cache-toml-enabled-key': {
    rust: 'use wasmtime::Engine;',
    files: {'cache-config.toml': '# where compiled modules go\n[cache]\ndirectory = "/var/cache"\nenabled = true\n'},
  },
  'store-gc-argument': code(store, 'store.gc();'),
  'bindgen-indices-from-instancepre': world('fn f(component: Component) { WorldIndices::new(&component).unwrap(); }'),
  'externref-new-manually-rooted-removed': code('s: S', 'wasmtime::ExternRef::new_manually_rooted(&mut s, 5);'),
  'regalloc-singlepass-gap': code(
    config,
    'config.cranelift_regalloc_algorithm(wasmtime::RegallocAlgorithm::SinglePass);',
  ),
  'types-default-value-fallible': code('t: wasmtime::MemoryType, s: S', 't.default_value(&mut s).unwrap();'),
  'update-deadline-yield-custom': code(
    'd: wasmtime::UpdateDeadline',
    'match d { wasmtime::UpdateDeadline::Continue(_) => {} wasmtime::UpdateDeadline::Yield(_) => {} }',
  ),
  // 34
  'bindgen-add-to-linker-hasdata': world(
    'fn link(linker: Linker<S>) { MyWorld::add_to_linker(&mut linker, |s: &mut S| s).unwrap(); }',
  ),
  'store-data-static': item('fn run<T: Send>(s: &mut wasmtime::Store<T>) {}'),
  'bindgen-gethost-removed': world(
    'fn link(l: &mut Linker<S>) { iface::add_to_linker_get_host(l, closure).unwrap(); }',
  ),
  'wasi-add-to-linker-static': item(
    'fn link<T: wasmtime_wasi::p2::WasiView>(l: &mut L<T>) { wasmtime_wasi::p2::add_to_linker_async(l).unwrap() }',
  ),
  'async-fns-bound-on-data-send': code('memory: wasmtime::Memory, s: S', 'memory.grow_async::<u32>(&mut s, 1).await;'),
  'wasi-config-keyvalue-tls-nn-fn-pointer': code('', 'wasmtime_wasi_config::add_to_linker(&mut l, move |s| make(s));'),
  // 35
  'internal-crates-renamed': manifest('wasmtime-cache = "34"'),
  'std-feature-required-for-os-support': manifest(
    'wasmtime = { version = "34", default-features = false, features = ["runtime"] }',
  ),
  'component-type-send-sync': item('struct X;\nunsafe impl wasmtime::component::ComponentType for X {}'),
  'typedfunc-call-async-sync-bound': hint(code('f: wasmtime::TypedFunc<(), ()>', 'f.call_async(&mut s, ()).await;')),
  'wasi-fileinputstream-private': item('use wasmtime_wasi::p2::FileInputStream;'),
  'wasi-tls-provider-redesign': code('', 'wasmtime_wasi_tls::WasiTlsCtx::new(&mut table);'),
  // 36
  'bindgen-async-option': world('', 'world: "w", async: { only_imports: [] }'),
  'bindgen-trappable-imports-option': world('', 'world: "w", trappable_imports: true'),
  'wasi-ctx-back-to-root': item('use wasmtime_wasi::p2::{WasiCtx, WasiCtxBuilder};'),
  'wasihttpview-table-back': item('struct S;\nimpl wasmtime_wasi_http::WasiHttpView for S {}'),
  'wasiview-ctx-returns-wasictxview': item(
    'use wasmtime_wasi::p2::{IoView, WasiView};\nstruct S;\nimpl IoView for S {}\nimpl WasiView for S {}',
  ),
  'bindgen-tracing-option-moved': world('', 'world: "w", tracing: true'),
  'wasi-stdio-stream-traits': item('use wasmtime_wasi::p2::StdoutStream;\nstruct L;\nimpl StdoutStream for L {}'),
  'wasi-stdio-to-cli': item('use wasmtime_wasi::p2::{StdinStream, StdoutStream};'),
  'wasihttpview-forbidden-headers': item(
    'struct S;\nimpl wasmtime_wasi_http::WasiHttpView for S { fn is_forbidden_header(&mut self, n: &H) -> bool { true } }',
  ),
  'asyncstdio-new-takes-tokio': code('w: W', 'wasmtime_wasi::p2::AsyncStdoutStream::new(w);'),
  'component-val-async-variants': code(
    'v: wasmtime::component::Val',
    'match v { wasmtime::component::Val::Bool(_) => 1, wasmtime::component::Val::Resource(_) => 2 };',
  ),
  'core-val-exnref-contref': code(
    'v: wasmtime::Val',
    'match v { wasmtime::Val::I32(_) => 1, wasmtime::Val::AnyRef(_) => 2 };',
  ),
  'wasi-http-default-send-request-feature': manifest(
    'wasmtime-wasi-http = { version = "35", default-features = false }',
  ),
  'bindgen-concurrent-options-removed': world('', 'world: "w", async: true, concurrent_imports: true'),
  'bindgen-host-with-store': hint(item('struct D;\nimpl wasmtime::component::HasData for D {}')),
  'component-promise-removed': item('fn f(p: wasmtime::component::Promise<u32>) {}'),
  'raw-gc-conversions-safe': code('val: wasmtime::Val, s: S', 'let r = unsafe { val.to_raw(&mut s) };'),
  'wasi-io-ioimpl-removed': code('s: S', 'wasmtime_wasi_io::IoImpl(s);'),
  // 37
  'wasi-preview-modules-renamed': item('use wasmtime_wasi::preview1::{self, WasiP1Ctx};'),
  'wasi-preview1-feature-renamed': manifest(
    'wasmtime-wasi = { version = "36", default-features = false, features = ["preview1"] }',
  ),
  'manuallyrooted-to-ownedrooted': item('fn f(r: wasmtime::ManuallyRooted<wasmtime::ExternRef>) {}'),
  'resource-limiter-send': item(
    'use std::{cell::Cell, rc::Rc};\nstruct L(Rc<Cell<usize>>);\nimpl wasmtime::ResourceLimiter for L {}',
  ),
  'wasi-socketaddruse-moved': item('use wasmtime_wasi::SocketAddrUse;'),
  'abort-handle-to-join-handle': item('use wasmtime::component::AbortHandle;'),
  'clocks-view-shape': item('use wasmtime_wasi::clocks::WasiClocksView;\nstruct S;\nimpl WasiClocksView for S {}'),
  'component-futures-streams-redesign': code(
    'instance: wasmtime::component::Instance, s: S',
    'let (tx, rx) = instance.stream::<u8>(&mut s).unwrap();',
  ),
  'mpkenabled-to-enabled': code('', 'let e = wasmtime::MpkEnabled::Enable;'),
  'x86-64-none-needs-opt-in': {
    rust: 'use wasmtime::Engine;',
    files: {'build.sh': '# builds for x86_64-unknown-none\ncargo build --target x86_64-unknown-none\n'},
  },
  // 38
  'setjmp-no-longer-needed': {
    rust: 'use wasmtime::Engine;\n#[no_mangle]\nextern "C" fn wasmtime_setjmp() {}',
    isTold: 'by-name',
  },
  'v38-first-tag-is-38-0-1': manifest('wasmtime = "=38.0.0"'),
  // 39
  'bindgen-dot-separator': world('', 'world: "w", with: { "wasi:filesystem/types/descriptor": D }'),
  'component-func-params-results-removed': code('func: wasmtime::component::Func, s: S', 'func.results(&s).len();'),
  'component-linker-func-new-type-arg': code(
    'linker: &mut wasmtime::component::Linker<u32>',
    'linker.instance("a:b/c").unwrap().func_new("f", |cx, params, results| Ok(()));',
  ),
  'component-model-async-default-feature': hint(
    manifest('wasmtime = { version = "38", features = ["component-model-async"] }'),
  ),
  'component-resource-static': item('fn f<T>(r: wasmtime::component::Resource<T>) {}'),
  'run-concurrent-on-store': code(
    'instance: wasmtime::component::Instance, s: S',
    'instance.run_concurrent(&mut s, f).await;',
  ),
  'wiggle-no-async-trait': item('struct S;\n#[wiggle::async_trait]\nimpl my_mod::MyTrait for S {}'),
  // 40
  'shared-memory-creation-opt-in': code('e: E', 'wasmtime::SharedMemory::new(&e, t).unwrap();'),
  'wasi-http-unsync-body': item('use wasmtime_wasi_http::body::HyperOutgoingBody;'),
  'component-async-abi-40': code(config, 'config.wasm_component_model_async(true);'),
  'guestprofiler-new-engine': code('', 'wasmtime::GuestProfiler::new("n", d, mods);'),
  'sharedmemory-page-size-u64': code('m: wasmtime::SharedMemory', 'let p: u32 = m.page_size();'),
  // 41
  'accessor-task-no-result-param': item('struct J;\nimpl wasmtime::component::AccessorTask<T, D, R> for J {}'),
  'stream-reader-from-val-removed': code(
    's: S',
    'wasmtime::component::StreamReader::<u8>::from_val(&mut s, &v).unwrap();',
  ),
  'sync-component-fn-cannot-block': code(config, 'config.wasm_component_model_async(true);'),
  // 42
  'anyhow-context-on-wasmtime-result': item(
    'use anyhow::Context;\nuse wasmtime::Module;\nfn f(e: E) -> anyhow::Result<Module> { Module::from_file(&e, "p").context("load") }',
  ),
  'async-support-config-noop': code(config, 'config.async_support(true);'),
  'wasmtime-error-own-type': code(
    'linker: &mut wasmtime::Linker<u32>',
    'linker.func_wrap("m", "f", |x: u32| -> anyhow::Result<u32> { Ok(x) });',
  ),
  'anyhow-macros-in-wasmtime-closures': item('fn host(x: i32) -> wasmtime::Result<()> { anyhow::bail!("no") }'),
  'post-return-noop': code('f: wasmtime::component::Func, s: S', 'f.post_return(&mut s).unwrap();'),
  'anyhow-cargo-feature': manifest('wasmtime = { version = "41", default-features = false, features = ["std"] }'),
  'anyhow-downcast-on-wasmtime-error': code(
    'e: &anyhow::Error',
    'e.downcast_ref::<wasmtime_wasi::I32Exit>().map(|exit| exit.0);',
  ),
  'trappable-error-trap-type': code('', 'let e = wasmtime_wasi::p2::StreamError::Trap(anyhow::anyhow!("x"));'),
  'wasi-resource-limits-default': code('', 'let ctx = wasmtime_wasi::WasiCtxBuilder::new().build();'),
  'async-host-functions-need-send': item(
    'use std::rc::Rc;\nfn link(l: &mut wasmtime::Linker<Rc<u8>>) { l.func_wrap_async("m", "f", f).unwrap(); }',
  ),
  'glob-import-anyhow-wasmtime-ambiguous': item('use anyhow::*;\nuse wasmtime::*;'),
  'resource-limiter-error-type': item(
    'struct L;\nimpl wasmtime::ResourceLimiter for L { fn memory_grow_failed(&mut self, e: E) -> R { Ok(()) } }',
  ),
  'store-gc-returns-result': code(store, 'store.gc(None);'),
  'wasi-http-body-error-into-errorcode': {
    ...hint(code('view: wasmtime_wasi_http::types::View', 'view.new_incoming_request(scheme, req);')),
    isTold: 'by-name',
  },
  'wasi-http-fieldmap-struct': item('use wasmtime_wasi_http::types::FieldMap;'),
  'engine-is-async-removed': code('engine: &wasmtime::Engine', 'if engine.is_async() {}'),
  'unchecked-fns-maybeuninit': code('', 'unsafe { wasmtime::Func::new_unchecked(&mut s, t, |c, space| Ok(())) };'),
  'wasi-io-write-zeroes-flush-removed': {
    rust: 'use wasmtime_wasi_io::streams::OutputStream;\nimpl OutputStream for S { async fn blocking_write_zeroes_and_flush(&mut self) {} }',
    isTold: 'by-name',
  },
  'wiggle-wasi-common-error-types': code('', 'wasi_common::maybe_exit_on_error(e);'),
  // 43
  'wasi-http-p2-module': item('use wasmtime_wasi_http::bindings::http::types::ErrorCode;'),
  'wasihttpview-http-method': item('struct S;\nimpl wasmtime_wasi_http::WasiHttpView for S {}'),
  'wasi-http-new-request-on-view': {
    ...code('view: wasmtime_wasi_http::types::View', 'view.new_response_outparam(sender);'),
    isTold: 'by-name',
  },
  'config-wasm-backtrace-deprecated': code(config, 'config.wasm_backtrace(false);'),
  'call-concurrent-no-taskexit': item('use wasmtime::component::TaskExit;'),
  'debug-frame-cursor-removed': code(store, 'store.debug_frames();'),
  'stream-ops-fallible': code('s: S', 'let r = wasmtime::component::StreamReader::new(&mut s, p);'),
  'wasi-http-p3-ctx-to-hooks': item('struct C;\nimpl wasmtime_wasi_http::p3::WasiHttpCtx for C {}'),
  // 44
  'linker-get-result': code('linker: wasmtime::Linker<u32>, s: S', 'linker.get(&mut s, "m", "f").ok_or_else(|| e());'),
  'cranelift-pcc-removed': code(config, 'config.cranelift_pcc(true);'),
  'debug-breakpoint-modulepc': code('edit: wasmtime::BreakpointEdit', 'edit.add_breakpoint(&m, 12);'),
  'wasi-tls-crates-merged': manifest('wasmtime-wasi-tls-nativetls = "43"'),
  // 45
  'wasi-rngcore-to-rng': item('use wasmtime_wasi::RngCore;'),
  'cm-async-builtins-knob-removed': code(config, 'config.wasm_component_model_async_builtins(true);'),
  'collector-copying-variant': code(
    'c: wasmtime::Collector',
    'match c { wasmtime::Collector::Auto => 1, wasmtime::Collector::Null => 2 };',
  ),
  'compiler-inlining-enum': code(config, 'config.compiler_inlining(true);'),
  // 46
  'bindgen-hostwithstore-param': world('struct D;\nimpl HostWithStore for D {}'),
  'component-model-async-on': code(config, 'config.wasm_component_model_async(false);'),
  'component-reflection-componentextern': code(
    'c: wasmtime::component::Component, e: E',
    'for (name, item) in c.component_type().imports(&e) {}',
  ),
  'fuel-bulk-ops-proportional': code(store, 'store.set_fuel(10_000);'),
  'component-bytes-feature-renamed': manifest(
    'wasmtime = { version = "45", features = ["component-model-async-bytes"] }',
  ),
  'debug-event-exception-merged': code('', 'wasmtime::DebugEvent::CaughtExceptionThrown(e);'),
  'default-collector-copying': code(config, 'config.collector(wasmtime::Collector::Auto);'),
  'instance-export-lookup-renamed': item('fn f(i: impl wasmtime::component::InstanceExportLookup) {}'),
  'ownedrooted-clone-std': code('r: wasmtime::OwnedRooted<X>, s: S', 'let b = r.clone(&mut s);'),
  'store-throw-result': code(store, 'store.throw(exn);'),
  'wasi-http-handler-rework': item('use wasmtime_wasi_http::handler::{HandlerState, StoreBundle};'),
  'wasi-p3-cli-link-options-removed': code('', 'wasmtime_wasi::p3::cli::add_to_linker_with_options(&mut l, &o);'),
  // 47
  'wasi-common-removed': manifest('wasi-common = "46"'),
  'gc-exceptions-default': code(config, 'config.wasm_gc(false);'),
  'bindgen-ignore-wit-removed': world('', 'world: "w", imports: { default: ignore_wit }'),
  'spawn-fallible': code(store, 'let h = store.spawn(task);'),
  // 48
  'wasi-fsperms': code(builder, 'builder.preopened_dir("/tmp", "/tmp", DirPerms::all(), FilePerms::all());'),
  'wasi-http-unified-view': item('use wasmtime_wasi_http::p2::{WasiHttpCtxView, WasiHttpView};'),
  'wasi-http-send-request-unified': item('use wasmtime_wasi_http::p2::types::OutgoingRequestConfig;'),
  'wasi-sockets-denied-by-default': code('', 'wasmtime_wasi::WasiCtxBuilder::new().inherit_network().build();'),
  'wasi-socket-addr-use-variants': code('', 'let u = wasmtime_wasi::sockets::SocketAddrUse::UdpConnect;'),
  'handler-request-id-renamed': item(
    'use wasmtime_wasi_http::handler::WorkerState;\nimpl WorkerState for S { type RequestId = u64; }',
  ),
  'linker-define-name-removed': code('linker: &mut wasmtime::Linker<u32>', 'linker.define_name(&store, "f", ext);'),
  'wasi-clock-ctors': code('', 'wasmtime_wasi::clocks::WallClock::new(ambient_authority());'),
  'wasi-fs-cap-std-types-gone': code('', 'wasmtime_wasi::filesystem::Dir::new(dir, a, b, mode, false);'),
  'wasi-http-fieldmap-hooks': item('use wasmtime_wasi_http::FieldMap;'),
}

/** Changes that leave nothing in a repository to be found, and why. */
export const unseen: Readonly<Record<string, string>> = {
  'component-floats-not-canonicalized': 'what a guest computes differs; no call asks for it',
  'csdb-not-emitted': 'the machine code differs; no setting of the embedder is about it',
}
