import {isFamily} from '../catalog/family.ts'
import {allows} from '../domain/cargo-requirement.ts'
import {count} from '../domain/count.ts'
import type {Paint} from '../domain/paint.ts'
import type {LockedPackage, Manifest} from '../domain/survey.ts'
import {isThirdParty, nameOf} from '../scan/dependency-graph.ts'
import type {Bringer, FamilyRelease} from '../scan/family-releases.ts'
import {type MemberRequirement, type Members, requirementsOn} from '../scan/member-requirements.ts'
import {lineWidth, printable, wrap} from './text-layout.ts'

/** What the members' manifests say, to be put beside their names. */
export type BringerContext = {
  readonly members: Members
  readonly manifests: readonly Manifest[]
}

/** One bringer in the drawing: `lead` stands before the first row of its text, `below` before further ones. */
export type BringerLine = {
  readonly lead: string
  readonly below: string
  readonly name: string
  readonly remark: string
}

/** A release with everyone who brings it below it, drawn as `cargo tree --invert` does; what moves with it in one word. */
export function describeRelease(
  release: FamilyRelease,
  isWanted: boolean,
  ctx: BringerContext,
  paint: Paint,
): readonly string[] {
  const title = nameOf(headOf(release))
  const paintTitle = isWanted ? paint.green : paint.yellow
  const lines = bringerLines(release, ctx, '  ').flatMap(line => textOf(line, paint))
  const left = lines.length - mostLines
  return [
    `  ${paint.bold(paintTitle(printable(title)))}${paint.dim(besideText(release))}`,
    ...lines.slice(0, mostLines),
    ...(left > 0 ? [paint.dim(`  and ${count(left, 'more line')}; tree --json has them all`)] : []),
  ]
}

/** ` and 31 crates that move with it`; empty for a release of one crate. */
export function besideText({crates}: FamilyRelease): string {
  const others = crates.length - 1
  return others === 0 ? '' : ` and ${count(others, 'crate')} that ${others === 1 ? 'moves' : 'move'} with it`
}

/** Everyone who brings a release, each line behind `prefix`; printable, and cut where there are too many. */
export function bringerLines({bringers}: FamilyRelease, ctx: BringerContext, prefix = ''): readonly BringerLine[] {
  return branches(bringers, prefix, ctx)
}

/** The crate that a release is called by: wasmtime where it is there, else the first of its family. */
export function headOf({crates}: FamilyRelease): LockedPackage {
  const head = crates.find(({name}) => name === 'wasmtime') ?? crates.find(({name}) => isFamily(name))
  if (head === undefined) throw new RangeError('a release of the family without a crate of it')
  return head
}

type Twig = {readonly name: string; readonly remark: string; readonly above: readonly Bringer[]}

function branches(bringers: readonly Bringer[], prefix: string, ctx: BringerContext): readonly BringerLine[] {
  const all = twigs(bringers, ctx)
  const shown = all.slice(0, mostTwigs)
  const left = all.length - shown.length
  const lines = shown.flatMap(({name, remark, above}, index) => {
    const isLast = index === shown.length - 1 && left === 0
    const below = `${prefix}${isLast ? '   ' : '│  '}`
    return [{lead: `${prefix}${isLast ? '└─ ' : '├─ '}`, below, name, remark}, ...branches(above, below, ctx)]
  })
  if (left === 0) return lines
  const rest = `and ${left} more; tree --json has them all`
  return [...lines, {lead: `${prefix}└─ `, below: `${prefix}   `, name: '', remark: rest}]
}

function textOf({lead, below, name, remark}: BringerLine, paint: Paint): readonly string[] {
  const text = [name, remark].filter(part => part !== '').join('  ')
  return wrap(text, Math.max(20, lineWidth - lead.length)).map((line, index) => {
    const start = paint.dim(index === 0 ? lead : below)
    return index === 0 && line.startsWith(name)
      ? `${start}${name}${paint.dim(line.slice(name.length))}`
      : start + paint.dim(line)
  })
}

/** Members that ask for the same are one row; each third-party package has its own. */
function twigs(bringers: readonly Bringer[], ctx: BringerContext): readonly Twig[] {
  const byRemark = new Map<string, string[]>()
  for (const {entry, asksFor} of bringers.filter(one => !isThirdParty(one.entry))) {
    const remark = printable(remarkOn(entry, asksFor, ctx))
    byRemark.set(remark, [...(byRemark.get(remark) ?? []), printable(entry.name)])
  }
  const members = [...byRemark].map(([remark, names]) => ({name: namesOf(names), remark, above: []}))
  const others = bringers.filter(one => isThirdParty(one.entry))
  return [...members, ...others.map(({entry, above}) => ({name: printable(nameOf(entry)), remark: '', above}))]
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ')
  return names.length > mostNames ? `${shown} and ${count(names.length - mostNames, 'other member')}` : shown
}

/** `asks for wasmtime, wasmtime-wasi "24.0.5"; only with the feature plugins`. */
function remarkOn(member: LockedPackage, asksFor: readonly LockedPackage[], ctx: BringerContext): string {
  const manifest = ctx.members.get(member.name)
  if (manifest === undefined) return ''
  const entries = asksFor.flatMap(({name, version}) => {
    const all = requirementsOn(name, manifest, ctx.manifests)
    // Of two entries for one crate, each asks for another release.
    const own = all.filter(({requirement}) => requirement === undefined || allows(requirement, version))
    return own.length > 0 ? own : all
  })
  const [only] = asksFor.filter(({name}) => !isFamily(name))
  return [
    ...requirementTexts(entries, asksFor.length === 1 && only !== undefined),
    ...(entries.length > 0 && entries.every(({kind}) => kind === 'dev') ? ['only in tests'] : []),
    ...(entries.length > 0 && entries.every(({kind}) => kind === 'build') ? ['only in its build script'] : []),
    ...featureText(entries),
  ].join('; ')
}

function requirementTexts(entries: readonly MemberRequirement[], isObvious: boolean): readonly string[] {
  const byText = new Map<string, Set<string>>()
  for (const {crate, requirement} of entries) {
    const text = requirement === undefined ? 'from git' : `"${requirement}"`
    byText.set(text, (byText.get(text) ?? new Set()).add(crate))
  }
  const texts = [...byText].map(([text, crates]) => (isObvious ? text : `${[...crates].join(', ')} ${text}`))
  return texts.length === 0 ? [] : [`asks for ${texts.join(', ')}`]
}

function featureText(entries: readonly MemberRequirement[]): readonly string[] {
  if (entries.length === 0 || entries.some(({features}) => features.length === 0)) return []
  const [feature = '', ...others] = [...new Set(entries.flatMap(({features}) => features))]
  return [`only with the feature ${[feature, ...others.slice(0, 2)].join(' or ')}`]
}

const mostLines = 60
const mostTwigs = 12
const mostNames = 4
