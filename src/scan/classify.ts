import type {Finding, PlaceKind} from '../domain/finding.ts'
import {splitPath} from './source-file.ts'

/** Why nothing in this file decides anything, whatever it says; undefined when its content must tell. */
export function mentionReason(path: string, place: PlaceKind): string | undefined {
  const rules = [...(ofPlace[place] ?? []), ...anyFile]
  const nested = place === 'workflow' && /.\/\.github\/workflows\//.test(path)
  if (nested) return 'GitHub runs workflows of the root only'
  return rules.find(({pattern}) => pattern.test(path))?.why
}

/** The finding as it counts: a mention when its file can decide nothing. */
export function classified(finding: Finding): Finding {
  const why = mentionReason(finding.path, finding.place)
  return why === undefined ? finding : {...finding, live: false, why}
}

/** Whether a document speaks for a package: README or CONTRIBUTING at the root or in a package's own folder. */
export function isFrontDocument(path: string, packageRoots: ReadonlySet<string>): boolean {
  const {folder, base} = splitPath(path)
  if (!/^(README|CONTRIBUTING)\b/i.test(base)) return false
  return folder === '' || folder === '.github' || packageRoots.has(folder)
}

type Rule = {readonly pattern: RegExp; readonly why: string}

const anyFile: readonly Rule[] = [
  {pattern: /\.(backup|bak|orig|old|rej|save|disabled)$|~$/i, why: 'a backup'},
  {pattern: /(^|\/)(backups?|archived?)\//i, why: 'put away'},
  {pattern: /\.(j2|tmpl|tpl|template|erb|hbs|mustache)$/i, why: 'a template for other files'},
  {pattern: /(^|\/)(templates?|cookiecutter[^/]*|skeletons?)\//i, why: 'a template for other projects'},
  {pattern: /(^|\/)(fixtures|test[-_]?data|__fixtures__|snapshots)\//i, why: 'test data'},
]

const documents: readonly Rule[] = [
  {
    pattern: /(^|\/)(CHANGELOG|CHANGES|HISTORY|NEWS|RELEASES?)\b[^/]*$|(^|\/)RELEASE[-_]?(NOTES|SUMMARY)/i,
    why: 'tells the past',
  },
  {pattern: /(^|\/)\.github\/(ISSUE|PULL_REQUEST|DISCUSSION)_TEMPLATE/i, why: 'a form to fill in'},
  {
    pattern: /(^|\/)(plans?|planning|phase-planning|roadmaps?|proposals?|rfcs?|adrs?|archive|reports?)\//i,
    why: 'a plan or a report',
  },
  {
    pattern: /(^|\/)[^/]*(PLAN|ROADMAP|ISSUE|REPORT|CHECKLIST|SUMMARY|STRATEGY|MIGRATION|UPGRADE|AUDIT)[^/]*$/i,
    why: 'a plan or a report',
  },
]

const scripts: readonly Rule[] = [
  {pattern: /(^|\/)[^/]*(upgrade|migrat|bump)[^/]*$/i, why: 'a script about an upgrade'},
]

const ofPlace: Readonly<Partial<Record<PlaceKind, readonly Rule[]>>> = {document: documents, script: scripts}
