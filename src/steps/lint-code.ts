import {count} from '../domain/count.ts'
import {type Measurement, measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {type LintCount, moreLints} from '../measure/count-lints.ts'
import {findLintChecks, type LintCheck} from '../scan/lint-checks.ts'
import {without} from './cargo.ts'
import {measureLints} from './measure-lints.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * What clippy finds that it didn't find before, by lint. New lints are no reason against an upgrade, unless a check of the
 * repository's own lets no warning pass: then that check fails from now on.
 */
export function lintCode({cargo}: Pick<StepDeps, 'cargo'>): StepKind {
  const lint = async (ctx: StepContext): Promise<Outcome> => {
    const before = measurementSchema.safeParse(ctx.resultOf('record-baseline')).data
    const {lints, problem} = await measureLints(ctx, without(cargo, before?.without))
    if (problem?.code === 'cancelled') return {kind: 'failed', problem}
    if (problem !== undefined) return {kind: 'ok', summary: `clippy could not be run: ${whyNot(problem)}`}
    return judge(before, lints, await findLintChecks(ctx))
  }
  return {
    async inspect() {
      return {kind: 'needed', summary: 'cargo clippy, compared with the baseline', writes: [], touches: ['Cargo.lock']}
    },
    apply: lint,
    verify: async (ctx, applied) => applied ?? lint(ctx),
  }
}

function judge(before: Measurement | undefined, lints: readonly LintCount[], checks: readonly LintCheck[]): Outcome {
  const data = {lints: Object.fromEntries(lints.map(({lint, count: times}) => [lint, times]))}
  const total = lints.reduce((sum, one) => sum + one.count, 0)
  if (before?.lints === undefined) return {kind: 'ok', summary: `${warnings(total)}; not compared with before`, data}
  const fresh = moreLints(before.lints, lints)
  const strict = checks.find(({isStrict}) => isStrict)
  if (fresh.length === 0) return {kind: 'ok', summary: `No new lint; ${warnings(total)}`, data}
  const more = fresh.reduce((sum, one) => sum + one.more, 0)
  if (strict !== undefined) return {kind: 'failed', problem: nowDenied(fresh, strict), data}
  const named = fresh.slice(0, 5).map(({lint, more: times}) => `${lint} (${times})`)
  const rest = fresh.length > named.length ? ` and ${fresh.length - named.length} more` : ''
  return {kind: 'ok', summary: `${count(more, 'new warning')}: ${named.join(', ')}${rest}`, data}
}

function nowDenied(fresh: ReturnType<typeof moreLints>, {path, line}: LintCheck): Problem {
  const rows = fresh.slice(0, 30).map(({lint, more, place}) => `${lint}: ${more} more, the first at ${place}`)
  return {
    code: 'lints-newly-denied',
    title: `${count(fresh.length, 'lint')} would fail ${path}:${line}, which lets no warning pass`,
    detail: [...rows, ...(fresh.length > rows.length ? [`… and ${fresh.length - rows.length} more`] : [])].join('\n'),
    nextSteps: ['Mend these places (cargo clippy --fix does some) and verify again; or take it as it is.'],
    path,
    line,
  }
}

function warnings(total: number): string {
  return total === 0 ? 'clippy finds nothing' : `clippy finds ${count(total, 'place')}`
}

/** What was said first, and the command that rustup names where the toolchain has no clippy. */
function whyNot({title, detail}: Problem): string {
  const said = detail.split('\n').find(line => line.trim() !== '') ?? title
  const command = /\brun `(rustup component add [^`\n]{1,200})`/.exec(detail)?.[1]
  return command === undefined ? said : `${said} To add it: ${command}`
}
