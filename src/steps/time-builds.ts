import type {ExtraMeasure} from '../domain/extra-measure.ts'
import type {Measurement} from '../domain/measurement.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {joinTimes, noTimes, type Times, timeAfterEdit, timeCold} from './measure-times.ts'
import type {Built} from './measure-workspace.ts'
import type {StepDeps} from './step-deps.ts'

/** What is timed: all that can be before the upgrade, and afterwards what there is something to compare with. */
export type Wanted = (kind: 'check-time' | 'build-time', name: '' | 'cold') => boolean

/** Before the upgrade: the times after an edit always, those from nothing where they were asked for. */
export function wantedBefore(measure: ReadonlySet<ExtraMeasure>): Wanted {
  return (_kind, name) => name === '' || measure.has('cold')
}

/** After the upgrade: what was timed before. */
export function wantedAfter(before: Measurement | undefined): Wanted {
  return (kind, name) => before?.readings?.some(one => one.kind === kind && one.name === name) === true
}

/** Times a check of the workspace that ran just now. */
export function timeCheck(
  ctx: StepContext,
  deps: Pick<StepDeps, 'times'>,
  check: Built,
  wanted: Wanted,
): Promise<Times> {
  return timeBoth(ctx, deps, {kind: 'check-time', mostRuns: 5, ...check}, wanted)
}

/**
 * Times a build of the workspace and its tests that ran just now: what a build without the tests would take can't be had without
 * building every dependency a second time where the tests switch on other features of it.
 */
export function timeBuild(
  ctx: StepContext,
  deps: Pick<StepDeps, 'times'>,
  build: Built,
  wanted: Wanted,
): Promise<Times> {
  return timeBoth(ctx, deps, {kind: 'build-time', mostRuns: 3, ...build}, wanted)
}

async function timeBoth(
  ctx: StepContext,
  {times}: Pick<StepDeps, 'times'>,
  timed: Parameters<typeof timeAfterEdit>[2],
  wanted: Wanted,
): Promise<Times> {
  if (times === undefined) return noTimes
  const edited = wanted(timed.kind, '') ? await timeAfterEdit(ctx, times, timed) : noTimes
  if (edited.problem !== undefined || !wanted(timed.kind, 'cold')) return edited
  return joinTimes(edited, await timeCold(ctx, times, timed))
}
