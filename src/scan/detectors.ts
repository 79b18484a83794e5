import type {PlaceKind} from '../domain/finding.ts'
import {type Detector, splitPath} from './source-file.ts'

/** One kind of place: which paths it looks at, and the detector, loaded only when such a file exists. */
export type DetectorEntry = {
  readonly place: PlaceKind
  readonly accepts: (path: string) => boolean
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
    load: async () => (await import('./detectors/workflow.ts')).detectWorkflow,
  },
  {
    place: 'dockerfile',
    accepts: path => /^(Dockerfile|Containerfile)(\..+)?$|\.(dockerfile|containerfile)$/i.test(splitPath(path).base),
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
    load: async () => (await import('./detectors/makefile.ts')).detectMakefile,
  },
  {
    place: 'clippy-config',
    accepts: path => /^\.?clippy\.toml$/.test(splitPath(path).base),
    load: async () => (await import('./detectors/clippy-config.ts')).detectClippyConfig,
  },
  {
    place: 'cargo-config',
    accepts: path => /(^|\/)\.cargo\/config(\.toml)?(\.[\w-]+)?$/.test(path),
    load: async () => (await import('./detectors/cargo-config.ts')).detectCargoConfig,
  },
  {
    place: 'document',
    accepts: path =>
      /\.(md|markdown|mdx|rst|adoc)$/i.test(path) || /^(README|CONTRIBUTING)(\.txt)?$/.test(splitPath(path).base),
    load: async () => (await import('./detectors/document.ts')).detectDocument,
  },
]
