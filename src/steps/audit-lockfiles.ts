import type {Command} from '../domain/command.ts'
import type {Advisories, Measurement} from '../domain/measurement.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {auditByCatalog} from '../measure/audit-by-catalog.ts'
import {joinAudits, readCargoAudit, readCargoDeny} from '../measure/read-audit.ts'
import {nestedLockfiles, rootLockfile} from './locked-family.ts'
import type {AuditTool, StepDeps} from './step-deps.ts'

/** What was found, and which tools couldn't tell. */
export type Audit = {
  readonly advisories: Advisories
  readonly skipped: NonNullable<Measurement['skipped']>
}

type Given = Pick<StepDeps, 'cargo' | 'survey' | 'auditTools'>

/**
 * The advisories that hit what is locked, by the first tool of this machine that can tell: `cargo audit`, else `cargo deny`,
 * both with what the repository ignores; else by the wizard's catalogue. `isFresh`: the tool may bring its database up to
 * date. What is looked at again afterwards goes by the same database, so that only the lockfile differs. Undefined without a
 * lockfile.
 */
export async function auditLockfiles(
  ctx: StepContext,
  deps: Given,
  {isFresh}: {readonly isFresh: boolean},
): Promise<Audit | undefined> {
  const survey = await deps.survey()
  const root = rootLockfile(survey)
  const lockfiles = [...(root === undefined ? [] : [root]), ...nestedLockfiles(survey)]
  if (lockfiles.length === 0) return undefined
  const mayFetch = isFresh && !deps.cargo.isOffline
  const skipped: {what: string; why: string}[] = []
  for (const tool of await deps.auditTools()) {
    const paths =
      tool.name === 'cargo-audit' ? lockfiles.map(({path}) => path) : lockfiles.slice(0, 1).map(({path}) => path)
    const asked = await askTool(ctx, deps.cargo, tool, {paths, mayFetch})
    if ('found' in asked) return {advisories: asked, skipped}
    skipped.push({what: tool.name, why: asked.why})
    if (ctx.signal.aborted) break
  }
  return {advisories: auditByCatalog(lockfiles), skipped}
}

type Asking = {readonly paths: readonly string[]; readonly mayFetch: boolean}

/** Where a database can't be brought up to date, the one that is there is asked. */
async function askTool(
  ctx: StepContext,
  cargo: Given['cargo'],
  tool: AuditTool,
  {paths, mayFetch}: Asking,
): Promise<Advisories | {readonly why: string}> {
  const audits: Advisories[] = []
  let isUpToDate = !mayFetch
  for (const path of paths) {
    let read = await runTool(ctx, commandOf(cargo, tool, path, isUpToDate), tool)
    if (!('found' in read) && !isUpToDate) read = await runTool(ctx, commandOf(cargo, tool, path, true), tool)
    if (!('found' in read)) return read
    audits.push(read)
    isUpToDate = true
  }
  return joinAudits(audits)
}

async function runTool(
  ctx: StepContext,
  command: Command,
  {name}: AuditTool,
): Promise<Advisories | {readonly why: string}> {
  const result = await ctx.run(command)
  const out = await ctx.readLog(name === 'cargo-audit' ? result.out : result.err)
  const read = name === 'cargo-audit' ? readCargoAudit(out) : readCargoDeny(out)
  return read ?? {why: whyNot(await ctx.readLog(result.err, 16 * 1024), result.outcome.kind)}
}

/** Its own last error, on one line. */
function whyNot(log: string, outcome: string): string {
  const plain = log.replaceAll(/\x1b\[[0-9;]{0,20}m/g, '')
  const line = plain.split('\n').findLast(text => /^\s*error\b/i.test(text))
  const message = /"message":"((?:[^"\\]|\\.){1,300})"/.exec(plain)?.[1]
  const said = message ?? line?.trim().slice(0, 300)
  return said === undefined ? `it ended without a result (${outcome})` : `it ended without a result: ${said}`
}

/** Never by cargo: an alias of the repository's could stand for another program. */
function commandOf(cargo: Given['cargo'], {name, program}: AuditTool, path: string, isOffline: boolean): Command {
  const argv: Command['argv'] =
    name === 'cargo-audit'
      ? [program, 'audit', '--json', '--file', path, ...(isOffline ? ['--no-fetch'] : [])]
      : [
          program,
          'deny',
          '--format',
          'json',
          ...offline(cargo),
          'check',
          ...(isOffline ? ['--disable-fetch'] : []),
          'advisories',
        ]
  const env = {RUSTUP_TOOLCHAIN: cargo.toolchain, CARGO_TERM_COLOR: 'never', GIT_TERMINAL_PROMPT: '0'}
  return {argv, cwd: cargo.root, env, limitMs: 10 * 60_000}
}

function offline({isOffline}: Given['cargo']): readonly string[] {
  return isOffline ? ['--offline'] : []
}
