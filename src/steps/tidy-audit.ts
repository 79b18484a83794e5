import {count} from '../domain/count.ts'
import type {Finding} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import type {FileWrite, StepKind} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import {editToml} from '../editors/edit-toml.ts'
import {readToml} from '../scan/toml-entries.ts'
import {auditAnswer, type Locked, lockedAt} from './audit-entries.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Tidies the files of cargo deny, audit and vet: ignores of advisories that no locked version is hit by any more, and entries
 * for versions that are gone. Who trusts a version says so himself: exemptions stay and are told, with what else isn't sure.
 */
export function tidyAudit({target: {wasmtime}, survey}: Pick<StepDeps, 'target' | 'survey'>): StepKind {
  const planned = async (tree: Tree) =>
    wasmtime === null ? {writes: [], said: [], notes: []} : planAudit(tree, await survey(), wasmtime)
  return {
    async inspect({tree}) {
      const {writes, said, notes} = await planned(tree)
      if (writes.length === 0) return {kind: 'done', evidence: [nothingTied, ...notes].join('\n')}
      const summary = `Audit tools: ${count(said.length, 'place')} in ${count(writes.length, 'file')}`
      return {kind: 'needed', summary: [summary, ...said, ...notes].join('\n'), writes, touches: []}
    },
    async verify({tree}) {
      const {writes, said} = await planned(tree)
      if (writes.length === 0) return {kind: 'ok', summary: nothingTied}
      return {
        kind: 'failed',
        problem: {
          code: 'audit-entries-left',
          title: 'Entries of audit tools are still tied to an old version',
          detail: said.join('\n'),
          nextSteps: ['Edit these entries by hand and verify again, or roll back.'],
        },
      }
    },
  }
}

/** Whether a repository has entries that may have to be tidied. */
export function hasAuditEntries(findings: readonly Finding[]): boolean {
  return findings.some(({place, live}) => place === 'audit-config' && live)
}

type AuditPlan = {
  readonly writes: readonly FileWrite[]
  readonly said: readonly string[]
  readonly notes: readonly string[]
}

async function planAudit(tree: Tree, survey: Survey, wasmtime: string): Promise<AuditPlan> {
  const locked = lockedAt(survey, wasmtime)
  const findings = survey.findings.filter(({place, kind}) => place === 'audit-config' && kind === 'crate-version')
  const tidied: (AuditPlan | undefined)[] = []
  for (const path of new Set(findings.map(finding => finding.path))) {
    const before = await tree.readText(path)
    const own = findings.filter(finding => finding.path === path)
    if (before !== undefined) tidied.push(tidyFile({path, before}, own, locked))
  }
  return {
    writes: tidied.flatMap(one => one?.writes ?? []),
    said: tidied.flatMap(one => one?.said ?? []),
    notes: tidied.flatMap(one => one?.notes ?? []),
  }
}

function tidyFile(
  {path, before}: {readonly path: string; readonly before: string},
  findings: readonly Finding[],
  locked: Locked,
): AuditPlan | undefined {
  const toml = readToml(before)
  if (toml.kind === 'broken') return undefined
  let after = before
  const said: string[] = []
  const notes: string[] = []
  // From the end: an item that goes moves those behind it.
  for (const finding of findings.toReversed()) {
    const entry = toml.entries.find(({span}) => span.start <= finding.span.start && finding.span.end <= span.end)
    const answer = entry && auditAnswer(finding, entry, locked)
    if (answer === undefined) continue
    const edited = 'note' in answer ? undefined : editToml(after, [answer.change])
    if (edited?.kind === 'edited') after = edited.text
    const why = edited?.kind === 'cannot' ? edited.why : undefined
    const line = `${path}:${finding.line}: ${why ?? ('note' in answer ? answer.note : answer.what)}`
    if (edited?.kind === 'edited') said.unshift(line)
    else notes.unshift(line)
  }
  return {writes: after === before ? [] : [{path, before, after}], said, notes}
}

const nothingTied = 'No audit tool is told anything of a wasmtime that is no more'
