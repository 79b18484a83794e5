import type {BreakingChange} from '../../../src/catalog/breaking-changes.ts'
import type {Finding} from '../../../src/domain/finding.ts'
import type {Tree} from '../../../src/domain/ports.ts'
import type {Survey} from '../../../src/domain/survey.ts'
import {findApiUses} from '../../../src/scan/api-uses/find-api-uses.ts'
import {readManifest} from '../../../src/scan/manifest.ts'
import {rustParser} from '../../support/rust-parser.ts'

/** The uses of the changes in a repository of these files. */
export async function usesOf(
  files: Readonly<Record<string, string>>,
  changes: readonly BreakingChange[],
  to = 48,
): Promise<readonly Finding[]> {
  const {findings} = await findApiUses({
    tree: treeOf(files),
    survey: surveyOf(files),
    searches: [{changes, to}],
    loadParser: rustParser,
  })
  return findings.get(to) ?? []
}

/** A repository of texts, read-only. */
export function treeOf(files: Readonly<Record<string, string>>): Pick<Tree, 'list' | 'readUpTo'> {
  return {
    list: async () => Object.keys(files).toSorted(),
    readUpTo: async path => {
      const text = files[path]
      return text === undefined ? {kind: 'absent'} : {kind: 'read', bytes: new TextEncoder().encode(text)}
    },
  }
}

/** What a survey tells of its manifests. */
export function surveyOf(files: Readonly<Record<string, string>>): Pick<Survey, 'manifests'> {
  const paths = Object.keys(files).filter(path => /(^|\/)Cargo\.toml$/.test(path))
  return {
    manifests: paths.flatMap(path => {
      const draft = readManifest({path, text: files[path] ?? ''})
      return draft.kind === 'manifest' ? [draft.manifest] : []
    }),
  }
}

/** A manifest with these dependencies. */
export function manifestWith(dependencies: string, name = 'host'): string {
  return `[package]\nname = "${name}"\nedition = "2024"\n\n[dependencies]\n${dependencies}\n`
}
