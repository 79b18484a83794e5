import type {PlaceKind} from '../domain/finding.ts'
import {type Detector, splitPath} from './source-file.ts'

const ofRust = /rust|cargo|msrv|wasm/i

/** One kind of place: which paths it looks at, and the detector, loaded only when such a file exists. */
export type DetectorEntry = {
  readonly place: PlaceKind
  readonly accepts: (path: string) => boolean
  /** What must be in a text for the detector to find anything; without it, every such file is read in full. */
  readonly hint?: RegExp
  readonly load: () => Promise<Detector>
}

/**
 * The detectors, one file each. To add one: a file in `detectors/`, an entry here, a test. The first entry that
 * accepts a path gets the file. A detector decides from the context whether a finding is live; `classify.ts` overrules
 * it from the path (backups, templates, plans). Kinds: `toolchain` is the Rust that builds, `rust-version` the Rust a
 * package or its documents promise to need, `msrv` a least Rust that is checked (clippy, an MSRV job or variable).
 */
export const detectors: readonly DetectorEntry[] = [
  {
    place: 'manifest',
    accepts: path => splitPath(path).base === 'Cargo.toml',
    load: async () => (await import('./detectors/manifest.ts')).detectManifest,
  },
  {
    place: 'lockfile',
    accepts: path => splitPath(path).base === 'Cargo.lock',
    load: async () => (await import('./detectors/lockfile.ts')).detectLockfile,
  },
  {
    place: 'toolchain-file',
    accepts: path => /^rust-toolchain(\.toml)?$/.test(splitPath(path).base),
    load: async () => (await import('./detectors/toolchain-file.ts')).detectToolchainFile,
  },
  {
    place: 'workflow',
    accepts: path => /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || /(^|\/)action\.ya?ml$/.test(path),
    hint: ofRust,
    load: async () => (await import('./detectors/workflow.ts')).detectWorkflow,
  },
  {
    place: 'ci-config',
    accepts: isCiConfig,
    hint: ofRust,
    load: async () => (await import('./detectors/ci-config.ts')).detectCiConfig,
  },
  {
    place: 'dockerfile',
    accepts: path => /^(Dockerfile|Containerfile)(\..+)?$|\.(dockerfile|containerfile)$/i.test(splitPath(path).base),
    hint: ofRust,
    load: async () => (await import('./detectors/dockerfile.ts')).detectDockerfile,
  },
  {
    place: 'devcontainer',
    accepts: path => /(^|\/)\.?devcontainer\.json$/.test(path),
    load: async () => (await import('./detectors/devcontainer.ts')).detectDevcontainer,
  },
  {
    place: 'makefile',
    accepts: path => /^(GNUmakefile|Makefile|makefile|\.?justfile|Justfile)$|\.(mk|just)$/.test(splitPath(path).base),
    hint: ofRust,
    load: async () => (await import('./detectors/makefile.ts')).detectMakefile,
  },
  {
    place: 'clippy-config',
    accepts: path => /^\.?clippy\.toml$/.test(splitPath(path).base),
    load: async () => (await import('./detectors/clippy-config.ts')).detectClippyConfig,
  },
  {
    place: 'audit-config',
    accepts: path => /(^|\/)(\.?deny|audit)\.toml$|(^|\/)supply-chain\/(audits|config)\.toml$/.test(path),
    hint: /wasm|cranelift|wiggle|RUSTSEC/i,
    load: async () => (await import('./detectors/audit-config.ts')).detectAuditConfig,
  },
  {
    place: 'tool-versions',
    accepts: path => /(^|\/)(\.tool-versions|\.?mise(\.[\w-]+)?\.toml|\.?mise\/config\.toml|\.rtx\.toml)$/.test(path),
    hint: ofRust,
    load: async () => (await import('./detectors/tool-versions.ts')).detectToolVersions,
  },
  {
    place: 'nix',
    accepts: path => path.endsWith('.nix'),
    hint: ofRust,
    load: async () => (await import('./detectors/nix.ts')).detectNix,
  },
  {
    place: 'bazel',
    accepts: path =>
      /^(MODULE\.bazel|WORKSPACE(\.bazel|\.bzlmod)?|BUILD(\.bazel)?)$|\.(bzl|MODULE\.bazel)$/.test(
        splitPath(path).base,
      ),
    hint: ofRust,
    load: async () => (await import('./detectors/bazel.ts')).detectBazel,
  },
  {
    place: 'cargo-config',
    accepts: path => /(^|\/)\.cargo\/config(\.toml)?(\.[\w-]+)?$/.test(path),
    load: async () => (await import('./detectors/cargo-config.ts')).detectCargoConfig,
  },
  {
    place: 'document',
    accepts: path =>
      /\.(md|markdown|mdx|rst|adoc)$|(^|\/)\.github\/ISSUE_TEMPLATE\/[^/]+\.ya?ml$/i.test(path) ||
      /^(README|CONTRIBUTING)(\.txt)?$/.test(splitPath(path).base),
    hint: /rust|msrv|wasm|cargo[ `*]/i,
    load: async () => (await import('./detectors/document.ts')).detectDocument,
  },
  {
    place: 'rust-source',
    accepts: path => path.endsWith('.rs'),
    hint: /wasm(?:32|64)|wasmtime.{1,4}\d|clippy::msrv/i,
    load: async () => (await import('./detectors/rust-source.ts')).detectRustSource,
  },
  {
    place: 'script',
    accepts: isScript,
    hint: /rust|cargo|msrv|wasm(?:32|64)|wasmtime/i,
    load: async () => (await import('./detectors/script.ts')).detectScript,
  },
]

/** YAML that describes CI or containers, by the names that its programs look for. */
function isCiConfig(path: string): boolean {
  return (
    /(^|\/)(\.gitlab-ci|\.cirrus|\.travis|\.?appveyor|\.drone|\.woodpecker|bitbucket-pipelines|cloudbuild|\.readthedocs|\.gitpod)\.ya?ml$/.test(
      path,
    ) ||
    /(^|\/)(\.gitlab|\.circleci|\.buildkite|\.woodpecker|\.semaphore|\.azure-pipelines|\.builds)\/.*\.ya?ml$/.test(
      path,
    ) ||
    /(^|\/)(azure-pipelines|docker-compose|compose|[Tt]askfile)[\w.-]*\.ya?ml$/.test(path)
  )
}

/** By its ending; or without one in a folder of scripts, where the first line tells. */
function isScript(path: string): boolean {
  const {folder, base} = splitPath(path)
  if (/\.(sh|bash|zsh|fish|nu|ps1|psm1|bat|cmd|py|rb|pl|m?js|ts|env(\.[\w-]+)?)$/i.test(base)) return true
  if (/^\.env(rc|\.[\w-]+)?$/.test(base)) return true
  if (base.includes('.')) return false
  return folder === '' || /(^|\/)(bin|scripts?|ci|tools?|hack|hooks|\.githooks|\.husky|\.ci)$/.test(folder)
}
