import {advisoriesAffecting} from '../catalog/advisories.ts'
import {type FoundAdvisory, type Measurement, measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {Target} from '../domain/target.ts'
import {type AdvisoryComparison, compareAdvisories} from '../measure/compare-advisories.ts'
import {onceEach} from '../measure/once-each.ts'
import {auditLockfiles} from './audit-lockfiles.ts'
import {advisoryCount, cancelled, nameOf, namesOf, skippedText} from './record-advisories.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Looks which advisories hit what is locked now. Only one that didn't hit the same package before stops the upgrade, that says more
 * than that a crate is unmaintained, and that wasn't known of the target when it was chosen; what is gone is told.
 */
export function auditDependencies(deps: StepDeps): StepKind {
  const audit = async (ctx: StepContext): Promise<Outcome> => {
    const found = await auditLockfiles(ctx, deps, {isFresh: false})
    if (ctx.signal.aborted) return {kind: 'failed', problem: cancelled}
    if (found === undefined) return {kind: 'ok', summary: 'There is no lockfile to look at'}
    const {advisories, skipped} = found
    const data: Partial<Measurement> = {advisories, ...(skipped.length === 0 ? {} : {skipped})}
    const before = partSchema.safeParse(ctx.resultOf('record-advisories')).data?.advisories
    const told = skipped.map(skippedText)
    if (before === undefined) {
      const summary = `${upperFirst(advisoryCount(onceEach(grave(advisories.found)).length))}; nothing to compare with (${advisories.source})`
      return {kind: 'ok', summary: [summary, ...told].join('\n'), data}
    }
    return judge(compareAdvisories(before, advisories), advisories.source, {told, data, target: deps.target})
  }
  return {
    async inspect() {
      const summary = 'The same look again: only what is new counts'
      return {kind: 'needed', summary, writes: [], touches: ['Cargo.lock']}
    },
    apply: audit,
    verify: async (ctx, applied) => applied ?? audit(ctx),
  }
}

type Recorded = {readonly told: readonly string[]; readonly data: Partial<Measurement>; readonly target: Target}

function judge({fresh, gone, kept}: AdvisoryComparison, source: string, {told, data, target}: Recorded): Outcome {
  const bad = grave(fresh).filter(one => !isOfTarget(one, target))
  if (bad.length > 0) return {kind: 'failed', problem: newAdvisories(bad, source), data}
  const chosen = onceEach(grave(fresh)).map(
    one => `New, and known when ${target.wasmtime} was chosen: ${nameOf(one)}: ${one.title}`,
  )
  const remarks = fresh.filter(({counts}) => counts === false).map(remarkText)
  const [was, is] = [onceEach(grave(gone)), onceEach(grave(kept))]
  const parts = [
    chosen.length === 0 ? 'No new advisory' : `${advisoryCount(chosen.length)} new with the target`,
    ...(was.length === 0 ? [] : [`${was.length} gone: ${namesOf(was)}`]),
    ...(is.length === 0 ? [] : [`${is.length} as before: ${namesOf(is)}`]),
  ]
  return {kind: 'ok', summary: [`${parts.join('; ')} (${source})`, ...chosen, ...remarks, ...told].join('\n'), data}
}

/** The plan names the advisories that hit each release: whoever chose the target took it with them. */
function isOfTarget({id, package: name, version}: FoundAdvisory, {wasmtime}: Target): boolean {
  return version === wasmtime && advisoriesAffecting(version, new Set([name])).some(known => known.id === id)
}

function remarkText(one: FoundAdvisory): string {
  return `New, but no fault: ${nameOf(one)}, ${one.kind ?? 'a remark'}: ${one.title}`
}

function grave(found: readonly FoundAdvisory[]): readonly FoundAdvisory[] {
  return found.filter(({counts}) => counts !== false)
}

function newAdvisories(found: readonly FoundAdvisory[], source: string): Problem {
  const lines = found.map(one => `${nameOf(one)}${one.severity === undefined ? '' : `, ${one.severity}`}: ${one.title}`)
  const packages = [...new Set(found.map(one => `${one.package}@${one.version}`))]
  return {
    code: 'advisories-new',
    title: `${upperFirst(advisoryCount(onceEach(found).length))} that did not hit it before`,
    detail: [...lines, `Source: ${source}`].join('\n'),
    nextSteps: [
      `For a release with the fix: ${packages
        .slice(0, 3)
        .map(one => `cargo update -p ${one}`)
        .join('; ')}; then retry.`,
      'Where there is none: take it as it is, and say why in a note; or roll back.',
    ],
  }
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const partSchema = measurementSchema.partial()
