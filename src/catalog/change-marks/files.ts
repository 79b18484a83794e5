import {impliesStd} from '../features.ts'
import {dependsOn, hint, type Mark, withFeature, withoutDefaults} from './mark.ts'

const internal = [
  'asm-macros',
  'c-api-macros',
  'cache',
  'component-macro',
  'component-util',
  'cranelift',
  'explorer',
  'fiber',
  'jit-debug',
  'jit-icache-coherence',
  'math',
  'slab',
  'versioned-export-macros',
  'winch',
  'wit-bindgen',
  'wmemcheck',
]

/** Changes that show in manifests, in other TOML and in WIT. */
export const fileMarks: Readonly<Record<string, readonly Mark[]>> = {
  'wasmtime-std-feature': [withoutDefaults('wasmtime', 'std', ...impliesStd)],
  'wasmtime-runtime-crate-removed': [dependsOn('wasmtime-runtime')],
  'wit-multi-package-header': [
    {
      on: 'text',
      files: /\.wit$/,
      // The first declaration of the file is a package with a body.
      pattern: /^(?:\s|\/\/[^\n]*\n)*package[ \t]+[\w:-]+(?:@[\w.+-]+)?[ \t]*\{/,
      value: /package[ \t]+[\w:-]+/,
    },
  ],
  'cranelift-wasm-crate-removed': [dependsOn('cranelift-wasm', 'wasmtime-types')],
  'wasi-runtime-config-renamed': [dependsOn('wasmtime-wasi-runtime-config')],
  'wasm-gc-feature-split': [{on: 'bare', crate: 'wasmtime', lacks: ['gc-drc', 'gc-null'], has: 'gc'}],
  'signals-based-traps-feature-28': [withFeature('wasmtime', 'signals-based-traps')],
  'cache-toml-enabled-key': [
    {
      on: 'text',
      files: /\.toml$/,
      pattern: /^\[cache\][ \t]*\r?\n(?:(?!\[)[^\n]*\n)*?enabled[ \t]*=[ \t]*(?:true|false)/m,
      value: /enabled[ \t]*=[ \t]*(?:true|false)$/,
    },
  ],
  'internal-crates-renamed': [dependsOn(...internal.map(name => `wasmtime-${name}`))],
  'std-feature-required-for-os-support': [withoutDefaults('wasmtime', 'std', ...impliesStd)],
  'wasi-http-default-send-request-feature': [withoutDefaults('wasmtime-wasi-http', 'default-send-request')],
  'wasi-preview1-feature-renamed': [withFeature('wasmtime-wasi', 'preview1')],
  'x86-64-none-needs-opt-in': [
    {
      on: 'text',
      files: /(^|\/)(\.cargo\/config(\.toml)?|rust-toolchain(\.toml)?|Makefile|justfile|[^/]*\.(sh|ya?ml))$/,
      pattern: /^(?![ \t]*#)[^\n]*?x86_64-unknown-none\b/m,
      value: /x86_64-unknown-none/,
    },
  ],
  'v38-first-tag-is-38-0-1': [{on: 'dependency', crates: ['wasmtime'], version: /^=?38\.0\.0$/}],
  'component-model-async-default-feature': [hint(withFeature('wasmtime', 'component-model-async'))],
  'anyhow-cargo-feature': [withoutDefaults('wasmtime', 'anyhow')],
  'wasi-tls-crates-merged': [dependsOn('wasmtime-wasi-tls-nativetls', 'wasmtime-wasi-tls-openssl')],
  'component-bytes-feature-renamed': [withFeature('wasmtime', 'component-model-async-bytes')],
  'wasi-common-removed': [dependsOn('wasi-common', 'wasmtime-wasi-threads')],
}
