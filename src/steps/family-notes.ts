import {major as majorOf} from 'semver'
import {companionVersion, isCompanion, isPublishedFor, successorOf} from '../catalog/family.ts'
import {lastMajorWith} from '../catalog/features.ts'
import {toolsNumber, toolsOf} from '../catalog/tools.ts'
import {allows} from '../domain/cargo-requirement.ts'
import type {Finding} from '../domain/finding.ts'
import {readDependencies} from '../rules/manifest/manifest-dependency.ts'
import type {RaisedManifest, Upgrade} from './family-manifest.ts'

/** What people should know of a manifest that was raised: what was changed beside numbers, what stays, and why. */
export function manifestNotes(raised: RaisedManifest, upgrade: Upgrade): readonly string[] {
  const {path, done, left, joins} = raised
  return [
    ...(done.length === 0 ? [] : [`${path}: ${done.join(', ')}`]),
    ...joins.map(
      ({own, workspace}) => `${path}:${own.line}: ${own.crate} is left to ${workspace.manifest}:${workspace.line}`,
    ),
    ...upgrade.joinings
      .filter(({own, whyNot}) => own.manifest === path && whyNot !== undefined)
      .map(
        ({own, workspace, whyNot}) =>
          `${path}:${own.line}: ${own.crate} is stated beside ${workspace.manifest}:${workspace.line}: ${whyNot}`,
      ),
    ...left.map(({line, crate, change, why}) => `${path}:${line}: ${crate} stays as it is for ${change}: ${why}`),
    ...readDependencies(raised.after).flatMap(({crate, line, requirement = '', features, fields}) => {
      const at = `${path}:${line}: ${crate}`
      const isElsewhere = fields.has('git') || fields.has('path')
      return [
        ...goneFeatures(
          crate,
          features.map(({feature}) => feature),
          upgrade.to,
        ).map(text => `${at}’s ${text}`),
        ...(isElsewhere ? [] : ownWay(crate, requirement, upgrade).map(text => `${at} ${requirement} stays; ${text}`)),
      ]
    }),
  ]
}

/** Features that the target doesn't have and nothing was put in the place of. */
function goneFeatures(crate: string, features: readonly string[], to: number): readonly string[] {
  return features.flatMap(feature => {
    const last = lastMajorWith(crate, feature, to)
    return last === undefined ? [] : [`feature ${feature} ended with ${last}: take it out by hand`]
  })
}

/** Crates beside the family that aren't moved with it, where they may have to be. */
function ownWay(crate: string, requirement: string, {wasmtime, to, present}: Upgrade): readonly string[] {
  if (isCompanion(crate)) {
    const companion = companionVersion(crate, wasmtime)
    if (companion === undefined || requirement === '' || allows(requirement, companion)) return []
    return [`it isn’t the one of a wasmtime that is here; ${companion} belongs to ${wasmtime}`]
  }
  const number = toolsNumber(crate, requirement.replace(/^[^\d]*/, ''))
  const its = toolsOf(to)
  const isBeside = number !== undefined && [...present].some(major => major < to && toolsOf(major) === number)
  if (!isBeside || its === undefined || its === number) return []
  return [`wasmtime ${to} itself uses ${its}: raise it where its types meet wasmtime’s`]
}

/** Requirements that are kept low on purpose, and crates that ended before the target, with what took over. */
export function keptNotes(findings: readonly Finding[], wasmtime: string): readonly string[] {
  const major = majorOf(wasmtime)
  const required = findings.filter(
    ({kind, place, live, crate}) => live && kind === 'crate-version' && place === 'manifest' && crate !== undefined,
  )
  return required.flatMap(({crate = '', path, line, value, onPurpose}) => {
    const at = `${path}:${line}: ${crate} ${value} stays`
    if (onPurpose !== undefined) return [`${at}: ${onPurpose}`]
    return isPublishedFor(crate, major) || isRenamed(crate, major) ? [] : [`${at}; ${endOf(crate, major)}`]
  })
}

/** Taken from under its new name by a rule; what stays all the same says so itself. */
function isRenamed(crate: string, major: number): boolean {
  const successor = successorOf(crate, major)
  return successor !== undefined && successor.feature === null && isPublishedFor(successor.crate, major)
}

function endOf(crate: string, major: number): string {
  const successor = successorOf(crate, major)
  const feature = successor?.feature == null ? '' : ` (feature ${successor.feature})`
  const instead = successor === undefined ? 'it ended before' : `its work is done by ${successor.crate}${feature}`
  return `there is none for wasmtime ${major}, ${instead}`
}
