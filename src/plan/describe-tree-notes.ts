import {isFamily} from '../catalog/family.ts'
import {count} from '../domain/count.ts'
import type {Paint} from '../domain/paint.ts'
import type {Requirement} from '../domain/survey.ts'
import {isThirdParty, nameOf} from '../scan/dependency-graph.ts'
import type {FamilyRelease} from '../scan/family-releases.ts'
import {lockfileOf} from '../scan/member-requirements.ts'
import {entry, lineWidth, printable, table, wrap} from './text-layout.ts'
import type {LockfileTree, TreeModel} from './tree-model.ts'

/** Why a lockfile holds more than one release: each with its root causes, then what is built more than once. */
export function describeDuplicates(
  {releases, majors, lockfile}: LockfileTree,
  isOnly: boolean,
  paint: Paint,
): readonly string[] {
  if (releases.length < 2) return []
  const where = isOnly ? '' : ` (${lockfile.path})`
  const crates = majors.map(({crate}) => crate)
  return [
    ...releases.flatMap(release => entry(release.version, printable(`${causesOf(release)}${where}`), paint.yellow)),
    ...(crates.length === 0
      ? []
      : entry('', `${count(crates.length, 'crate')} of the family in several majors: ${few(crates, 4)}`)),
  ]
}

/** What the manifests ask for where no lockfile says which release that is. */
export function describeUnlocked(model: TreeModel): readonly string[] {
  const asked = unlockedRequirements(model)
  if (asked.length === 0) return model.lockfiles.length > 0 ? [] : nobodyAsks(model.survey)
  const rows = asked.map(({crate, requirement, manifest, line}) => [crate, `"${requirement}"`, `${manifest}:${line}`])
  return [
    ...table(rows.slice(0, mostRows).map(row => row.map(printable)))
      .flatMap(row => wrap(row, lineWidth - 2, 4))
      .map(indented),
    ...(rows.length > mostRows ? [`  and ${rows.length - mostRows} more`] : []),
    ...wrap('No lockfile says which release that is; cargo generate-lockfile writes one.', lineWidth - 2).map(indented),
  ]
}

/** The entries that ask for the family and that no lockfile holds. */
export function unlockedRequirements({survey, lockfiles}: TreeModel): readonly Requirement[] {
  const holding = new Set(lockfiles.map(({lockfile}) => lockfile.path))
  return survey.manifests
    .filter(({path}) => !holding.has(lockfileOf(survey, path)?.path ?? ''))
    .flatMap(({requirements}) => requirements)
    .filter(({crate, source, requirement}) => isFamily(crate) && source === 'registry' && requirement !== undefined)
}

function nobodyAsks({lockfiles}: TreeModel['survey']): readonly string[] {
  const own = lockfiles.flatMap(({packages}) => packages).find(one => one.name === 'wasmtime' && !isThirdParty(one))
  const text =
    own === undefined
      ? 'Nothing here asks for wasmtime.'
      : `${nameOf(own)} is made here: it is a package of this repository.`
  return wrap(printable(text), lineWidth - 2).map(indented)
}

function indented(line: string): string {
  return `  ${line}`
}

/** Requirements that are stated twice, that disagree, or that nothing uses. */
export function describeRequirements({repeated, survey, unused, notTaken}: TreeModel, paint: Paint): readonly string[] {
  return [
    ...repeated.flatMap(({own, workspace}) =>
      entry(
        'repeated',
        printable(
          `${own.manifest}:${own.line} states ${own.crate} "${own.requirement}" although ${workspace.manifest}:${workspace.line} ` +
            `states "${workspace.requirement}" for all members. Inherit it: ${workspace.key} = { workspace = true }`,
        ),
        paint.yellow,
      ),
    ),
    ...disagreement(
      survey.manifests.flatMap(({requirements}) => requirements),
      paint,
    ),
    ...unused.flatMap(({crate, path, line}) =>
      entry(
        'unused',
        printable(
          `${path}:${line} declares ${crate}, which no Rust file of the package names (to steer another crate?)`,
        ),
        paint.yellow,
      ),
    ),
    ...notTaken.flatMap(({crate, manifest, line}) =>
      entry('unused', printable(`${manifest}:${line} offers ${crate} to the members, and none takes it`), paint.yellow),
    ),
  ]
}

function disagreement(
  requirements: TreeModel['survey']['manifests'][number]['requirements'],
  paint: Paint,
): readonly string[] {
  const byMajor = new Map<string, string[]>()
  for (const {crate, requirement = '', manifest, line, source, table} of requirements) {
    const major = /^[\s^~=]*(\d+)/.exec(requirement)?.[1]
    if (!isFamily(crate) || major === undefined || source !== 'registry' || table === 'patch') continue
    byMajor.set(major, [...(byMajor.get(major) ?? []), `${crate} in ${manifest}:${line}`])
  }
  if (byMajor.size < 2) return []
  const majors = [...byMajor].toSorted(([a], [b]) => Number(a) - Number(b))
  return majors.flatMap(([major, places], index) =>
    entry(index === 0 ? 'disagree' : '', printable(`${major}: ${few(places, 3)}`), paint.yellow),
  )
}

/** `memory-mcp asks for it`, `javy 6.0.0 and javy-codegen 3.0.0 bring it`. */
function causesOf({bringers}: FamilyRelease): string {
  const members = bringers.filter(({entry: one}) => !isThirdParty(one)).map(({entry: one}) => one.name)
  const others = bringers.filter(({entry: one}) => isThirdParty(one)).map(({entry: one}) => nameOf(one))
  const parts = [
    ...(members.length === 0 ? [] : [`asked for by ${few(members, 3)}`]),
    ...(others.length === 0 ? [] : [`brought by ${few(others, 3)}`]),
  ]
  return parts.join(', ') || 'nobody asks for it'
}

function few(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}

const mostRows = 12
