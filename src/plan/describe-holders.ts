import {allows} from '../domain/cargo-requirement.ts'
import type {Paint} from '../domain/paint.ts'
import {nameOf} from '../scan/dependency-graph.ts'
import {type MemberRequirement, requirementsOn} from '../scan/member-requirements.ts'
import type {JudgedHolder} from './judge-holders.ts'
import {lineWidth, printable, wrap} from './text-layout.ts'
import type {LockfileTree, TreeModel} from './tree-model.ts'

/** Third-party crates that would keep another wasmtime beside the target, each with what can be done about it. */
export function describeHolders({lockfiles, target, survey}: TreeModel, paint: Paint): readonly string[] {
  if (target === null || lockfiles.length === 0) return []
  const several = lockfiles.length > 1
  if (lockfiles.every(({holders}) => holders.length === 0)) {
    return wrap('None: no third-party crate keeps another wasmtime.', lineWidth - 2).map(
      line => `  ${paint.green(line)}`,
    )
  }
  const all = lockfiles.flatMap(tree => tree.holders.map(holder => ({holder, tree})))
  const left = all.length - mostHolders
  return [
    ...all.slice(0, mostHolders).flatMap(({holder, tree}) => {
      const advice = adviceFor(holder, target, askedBy(holder, tree, survey.manifests))
      return describeHolder(holder, {target, advice, several}, paint)
    }),
    ...(left > 0 ? [paint.dim(`  and ${left} more; tree --json has them all`)] : []),
  ]
}

type Circumstance = {readonly target: string; readonly advice: string; readonly several: boolean}

function describeHolder(
  holder: JudgedHolder,
  {target, advice, several}: Circumstance,
  paint: Paint,
): readonly string[] {
  const [first = '', ...rest] = wrap(printable(holderTitle(holder, several)), lineWidth - 2, 2)
  return [
    `  ${paint.yellow(first)}`,
    ...rest.map(line => `  ${line}`),
    ...wrap(printable(holderState(holder, target)), lineWidth - 4).map(line => `    ${line}`),
    ...wrap(printable(`→ ${advice}`), lineWidth - 4, 2).map(line => `    ${line}`),
  ]
}

/** What can be done about a holder, as a sentence without a full stop; for the JSON document, too. */
export function adviceFor(
  {name, version, verdict, newestThatAllows, chain}: JudgedHolder,
  target: string,
  asked: readonly MemberRequirement[],
): string {
  switch (verdict) {
    case 'allows':
      return `Nothing in the way but the lockfile: cargo update ${chain.map(entry => `${entry.name}@${entry.version}`).join(' ')}`
    case 'later-release':
      return raiseTo(name, version, newestThatAllows ?? '', asked)
    case 'none':
      return `Keep both versions, patch ${name}, or ask its authors for a release that allows ${target}`
    case 'not-known':
      return 'Its registry was not asked; see which release allows the target, and raise it to that one'
    default:
      return verdict satisfies never
  }
}

/** The members' requirements that a raised holder has to pass. */
export function askedBy(
  holder: JudgedHolder,
  {members}: LockfileTree,
  manifests: TreeModel['survey']['manifests'],
): readonly MemberRequirement[] {
  return holder.members.flatMap(member => {
    const manifest = members.get(member)
    return manifest === undefined ? [] : requirementsOn(holder.name, manifest, manifests)
  })
}

function raiseTo(name: string, version: string, newest: string, asked: readonly MemberRequirement[]): string {
  const places = asked.filter(({requirement}) => requirement !== undefined && !allows(requirement, newest))
  if (places.length === 0) return `cargo update ${name}@${version} --precise ${newest}`
  const named = [...new Set(places.map(({path, line}) => `${path}:${line}`))]
  return `Raise ${name} to ${newest} in ${named.slice(0, 3).join(', ')}${named.length > 3 ? ` and ${named.length - 3} more` : ''}`
}

/** `javy 6.0.0 holds wasmtime 24.0.5 through javy-codegen 3.0.0 (for memory-mcp)`. */
export function holderTitle(holder: JudgedHolder, several: boolean): string {
  const {chain, holds, lockfile, members} = holder
  const [own, ...way] = chain.map(nameOf)
  const through = way.length === 0 ? '' : ` through ${way.join(', ')}`
  return `${own} holds ${holds}${through} (for ${membersText(members)}${several ? `; ${lockfile}` : ''})`
}

function membersText(members: readonly string[]): string {
  const shown = members.slice(0, 3).join(', ')
  return members.length > 3 ? `${shown} and ${members.length - 3} more` : shown
}

/** What it requires, and which of its releases would allow the target. */
export function holderState(
  {verdict, requires, newestThatAllows, newest, chain, holds}: JudgedHolder,
  target: string,
): string {
  const [family = ''] = holds.split(' ')
  const required =
    requires === null ? '' : `${chain.length > 1 ? `${chain.at(-1)?.name} ` : ''}requires ${family} ${requires}`
  return [required, verdictText(verdict, newestThatAllows, newest, target)].filter(text => text !== '').join('; ')
}

function verdictText(
  verdict: JudgedHolder['verdict'],
  newestThatAllows: string | null,
  newest: JudgedHolder['newest'],
  target: string,
): string {
  switch (verdict) {
    case 'allows':
      return `that allows ${target}`
    case 'later-release':
      return `${newestThatAllows} is its newest release that allows ${target}`
    case 'none':
      return `no release allows ${target}${newest?.requires ? `; its newest, ${newest.version}, requires ${newest.requires}` : ''}`
    case 'not-known':
      return 'nothing is known of its releases here'
    default:
      return verdict satisfies never
  }
}

const mostHolders = 20
