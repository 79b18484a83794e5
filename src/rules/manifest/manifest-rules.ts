import {anyhowCargoFeature} from './anyhow-cargo-feature.ts'
import {componentBytesFeatureRenamed} from './component-bytes-feature-renamed.ts'
import {internalCratesRenamed} from './internal-crates-renamed.ts'
import type {ManifestRule} from './manifest-rule.ts'
import {mpkFeature} from './mpk-feature.ts'
import {signalsBasedTrapsFeature28} from './signals-based-traps-feature-28.ts'
import {v38FirstTagIs3801} from './v38-first-tag-is-38-0-1.ts'
import {wasiHttpDefaultSendRequestFeature} from './wasi-http-default-send-request-feature.ts'
import {wasiPreview1FeatureRenamed} from './wasi-preview1-feature-renamed.ts'
import {wasiRuntimeConfigRenamed} from './wasi-runtime-config-renamed.ts'
import {wasmGcFeatureSplit} from './wasm-gc-feature-split.ts'
import {wasmtimeStdFeature} from './wasmtime-std-feature.ts'

/** Every rule for manifests. To add one: its file, a line here, and `fixtures/rules/<change>/{in,out}.toml`. */
export const manifestRules: readonly ManifestRule[] = [
  internalCratesRenamed,
  wasiRuntimeConfigRenamed,
  v38FirstTagIs3801,
  signalsBasedTrapsFeature28,
  wasiPreview1FeatureRenamed,
  componentBytesFeatureRenamed,
  wasmtimeStdFeature,
  wasmGcFeatureSplit,
  mpkFeature,
  anyhowCargoFeature,
  wasiHttpDefaultSendRequestFeature,
]
