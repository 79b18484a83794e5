import {bindgenKey, generated, hint, implemented, type Mark, named, shaped} from './mark.ts'

/** Changes of `bindgen!`: its options, and the code it generates. */
export const bindgenMarks: Readonly<Record<string, readonly Mark[]>> = {
  'bindgen-imports-not-trappable-by-default': [shaped('not-trappable', 'bindgen')],
  'bindgen-unused-with-is-error': [hint(bindgenKey('with'))],
  'bindgen-add-to-linker-get-host': [hint(generated('add_to_linker add_to_linker_get_host'))],
  'bindgen-instantiate-returns-bindings-only': [
    shaped('tuple-of-instantiate', 'instantiate instantiate_async instantiate_pre'),
  ],
  'bindgen-instantiate-pre-removed': [generated('instantiate_pre instantiate_pre_async', 2)],
  'bindgen-world-new-removed-23': [shaped('indices-new', 'new')],
  'trappable-imports-validated': [hint(bindgenKey('trappable_imports', /^\[/))],
  'bindgen-resource-drop-async': [shaped('resource-drop', 'drop')],
  'bindgen-guestpre-to-guestindices': [generated('GuestPre')],
  'bindgen-tracing-omits-lists': [bindgenKey('tracing', /^true$/)],
  'bindgen-features-option-removed': [bindgenKey('features', /^\[/)],
  'bindgen-no-async-trait': [shaped('async-trait', 'async_trait')],
  'bindgen-gethost-second-param': [generated('GetHost')],
  'bindgen-sync-exports-need-send': [shaped('not-send', 'Store')],
  'bindgen-indices-from-instancepre': [shaped('indices-new', 'new new_instance')],
  'bindgen-add-to-linker-hasdata': [generated('add_to_linker', 2, 3)],
  'bindgen-gethost-removed': [generated('GetHost add_to_linker_get_host')],
  'bindgen-async-option': [bindgenKey('async', /^(true|false|\{)/)],
  'bindgen-trappable-imports-option': [bindgenKey('trappable_imports')],
  'bindgen-tracing-option-moved': [bindgenKey('tracing verbose_tracing', /^(true|false)$/)],
  'bindgen-concurrent-options-removed': [bindgenKey('concurrent_imports concurrent_exports')],
  'bindgen-host-with-store': [hint(implemented('wasmtime::component::HasData'))],
  'bindgen-dot-separator': [shaped('interface-key', 'bindgen')],
  'bindgen-hostwithstore-param': [generated('HostWithStore')],
  'bindgen-ignore-wit-removed': [{on: 'bindgen', keys: ['ignore_wit'], deep: true}],
  'wiggle-no-async-trait': [named('wiggle::async_trait')],
}
