/**
 * The type that a method of wasmtime's API gives, seen through `Result` and `Option`; undefined when it isn't known.
 * Only those are listed that lead on to calls which breaking changes are about.
 */
export function methodResult(type: string, method: string): string | undefined {
  return results.get(`${type}.${method}`)
}

const component = 'wasmtime::component'
const results = new Map([
  [`${component}::Linker.instance`, `${component}::LinkerInstance`],
  [`${component}::Linker.root`, `${component}::LinkerInstance`],
  [`${component}::LinkerInstance.instance`, `${component}::LinkerInstance`],
  [`${component}::Linker.instantiate`, `${component}::Instance`],
  [`${component}::Linker.instantiate_async`, `${component}::Instance`],
  [`${component}::Linker.instantiate_pre`, `${component}::InstancePre`],
  [`${component}::InstancePre.instantiate`, `${component}::Instance`],
  [`${component}::InstancePre.instantiate_async`, `${component}::Instance`],
  [`${component}::Instance.get_func`, `${component}::Func`],
  [`${component}::Instance.get_typed_func`, `${component}::TypedFunc`],
  [`${component}::Func.typed`, `${component}::TypedFunc`],
  [`${component}::Component.component_type`, `${component}::types::Component`],
  ['wasmtime::Linker.instantiate', 'wasmtime::Instance'],
  ['wasmtime::Linker.instantiate_async', 'wasmtime::Instance'],
  ['wasmtime::Linker.instantiate_pre', 'wasmtime::InstancePre'],
  ['wasmtime::InstancePre.instantiate', 'wasmtime::Instance'],
  ['wasmtime::InstancePre.instantiate_async', 'wasmtime::Instance'],
  ['wasmtime::Instance.get_func', 'wasmtime::Func'],
  ['wasmtime::Instance.get_typed_func', 'wasmtime::TypedFunc'],
  ['wasmtime::Instance.get_memory', 'wasmtime::Memory'],
  ['wasmtime::Instance.get_table', 'wasmtime::Table'],
  ['wasmtime::Instance.get_global', 'wasmtime::Global'],
  ['wasmtime::Instance.get_export', 'wasmtime::Extern'],
  ['wasmtime::Caller.get_export', 'wasmtime::Extern'],
  ['wasmtime::Extern.into_func', 'wasmtime::Func'],
  ['wasmtime::Extern.into_memory', 'wasmtime::Memory'],
  ['wasmtime::Extern.into_table', 'wasmtime::Table'],
  ['wasmtime::Extern.into_global', 'wasmtime::Global'],
  ['wasmtime::Func.typed', 'wasmtime::TypedFunc'],
  ['wasmtime::Func.ty', 'wasmtime::FuncType'],
  ['wasmtime::Table.ty', 'wasmtime::TableType'],
  ['wasmtime::Memory.ty', 'wasmtime::MemoryType'],
  ['wasmtime::Global.ty', 'wasmtime::GlobalType'],
  ['wasmtime::Store.as_context_mut', 'wasmtime::StoreContextMut'],
  ['wasmtime::Caller.as_context_mut', 'wasmtime::StoreContextMut'],
  ['wasmtime::MemoryType.shared', 'wasmtime::MemoryType'],
  ['wasmtime::RefType.heap_type', 'wasmtime::HeapType'],
  ['wasmtime::ExternRef.new', 'wasmtime::Rooted'],
  ['wasmtime::Rooted.to_manually_rooted', 'wasmtime::ManuallyRooted'],
  ['wasmtime::Rooted.to_owned_rooted', 'wasmtime::OwnedRooted'],
  ['wasmtime::ExternRef.to_manually_rooted', 'wasmtime::ManuallyRooted'],
])
for (const root of ['wasmtime_wasi', 'wasmtime_wasi::p2']) {
  results.set(`${root}::WasiCtxBuilder.build`, `${root}::WasiCtx`)
  results.set(`${root}::WasiCtxBuilder.build_p1`, 'wasmtime_wasi::p1::WasiP1Ctx')
}
