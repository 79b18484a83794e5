import {count} from '../domain/count.ts'
import type {Advisories, FoundAdvisory, Measurement} from '../domain/measurement.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {onceEach} from '../measure/once-each.ts'
import {auditLockfiles} from './audit-lockfiles.ts'
import type {StepDeps} from './step-deps.ts'

/** Looks which advisories hit what is locked before anything is written. Whatever it finds is known then, and no failure. */
export function recordAdvisories(deps: StepDeps): StepKind {
  const record = async (ctx: StepContext): Promise<Outcome> => {
    const audit = await auditLockfiles(ctx, deps, {isFresh: true})
    if (ctx.signal.aborted) return {kind: 'failed', problem: cancelled}
    if (audit === undefined) return {kind: 'ok', summary: 'There is no lockfile to look at'}
    const {advisories, skipped} = audit
    const data: Partial<Measurement> = {advisories, ...(skipped.length === 0 ? {} : {skipped})}
    return {kind: 'ok', summary: [foundText(advisories), ...skipped.map(skippedText)].join('\n'), data}
  }
  return {
    async inspect() {
      const [tool] = await deps.auditTools()
      const by = tool === undefined ? 'The wizard’s catalogue' : tool.name.replace('-', ' ')
      return {kind: 'needed', summary: `${by} over what is locked`, writes: [], touches: ['Cargo.lock']}
    },
    apply: record,
    verify: async (ctx, applied) => applied ?? record(ctx),
  }
}

/** `3 advisories, 1 remark (cargo-audit): RUSTSEC-2025-0046 (wasmtime 25.0.3), …`. */
function foundText({source, found}: Advisories): string {
  const each = onceEach(found)
  const grave = each.filter(({counts}) => counts !== false)
  const remarks = each.length - grave.length
  const numbers = [advisoryCount(grave.length), ...(remarks === 0 ? [] : [count(remarks, 'remark')])].join(', ')
  return `${numbers} (${source})${grave.length === 0 ? '' : `: ${namesOf(grave)}`}`
}

/** `no advisory`, `1 advisory`, `2 advisories`. */
export function advisoryCount(number: number): string {
  if (number === 0) return 'no advisory'
  return number === 1 ? '1 advisory' : `${number} advisories`
}

/** The first of them by id and package. */
export function namesOf(found: readonly FoundAdvisory[]): string {
  const more = found.length > shown ? `, and ${found.length - shown} more` : ''
  return `${found.slice(0, shown).map(nameOf).join(', ')}${more}`
}

/** `RUSTSEC-2025-0046 (wasmtime 25.0.3)`. */
export function nameOf({id, package: name, version}: FoundAdvisory): string {
  return `${id} (${name} ${version})`
}

/** Why a tool that is there didn't tell. */
export function skippedText({what, why}: {readonly what: string; readonly why: string}): string {
  return `${what} is there, but ${why}`
}

export const cancelled = {
  code: 'cancelled',
  title: 'The audit was cancelled',
  detail: 'Not everything was looked at.',
  nextSteps: ['Retry, or roll the step back.'],
}

const shown = 5
