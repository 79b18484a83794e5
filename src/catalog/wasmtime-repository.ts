import {lt, parse, type SemVer} from 'semver'
import type {GitSource} from '../domain/survey.ts'

/** A release that is named by a tag or a branch of wasmtime's own repository, which has both for every release. */
export type GitRelease = {readonly field: 'tag' | 'branch'; readonly version: string}

/** Whether a URL leads to the repository that wasmtime is released from, however cargo may be told to get there. */
export function isWasmtimeRepository(url: string): boolean {
  return /^(?:https?:\/\/|ssh:\/\/|git:\/\/)(?:git@)?github\.com\/bytecodealliance\/wasmtime(?:\.git)?\/?$/i.test(url)
}

/** The release that an entry takes from wasmtime's own repository; undefined for forks, commits and anything in between. */
export function releaseFromGit({url, tag, branch, rev}: GitSource): GitRelease | undefined {
  if (!isWasmtimeRepository(url) || rev !== undefined) return undefined
  const field = tag === undefined ? 'branch' : 'tag'
  const version = namedRelease(field, tag ?? branch ?? '')
  return version === undefined ? undefined : {field, version: version.version}
}

/** The tag or the branch of a release: `v36.0.14`, `release-36.0.0`. */
function gitNameOf(field: GitRelease['field'], version: string): string {
  return field === 'tag' ? `v${version}` : `release-${version.replace(/^(\d+)\..*$/, '$1.0.0')}`
}

/** What the name of a tag or branch becomes; undefined for other names, and where it isn't older. */
export function raisedGitName(name: string, wasmtime: string): string | undefined {
  for (const field of ['tag', 'branch'] as const) {
    const version = namedRelease(field, name)
    const to = gitNameOf(field, wasmtime)
    if (version !== undefined) return lt(version, wasmtime) && to !== name ? to : undefined
  }
  return undefined
}

/** `v25.0.3` as a tag, `release-25.0.0` as a branch; a branch has every patch release of its major. */
function namedRelease(field: GitRelease['field'], name: string): SemVer | undefined {
  const [, version] = (field === 'tag' ? /^v(\d+\.\d+\.\d+)$/ : /^release-(\d+\.0\.0)$/).exec(name) ?? []
  return parse(version) ?? undefined
}
