import {count} from '../../domain/count.ts'
import type {Tree} from '../../domain/ports.ts'
import type {RunEnd} from '../../engine/run-end.ts'
import type {FoundCommand} from '../../scan/validation-commands/as-own-commands.ts'
import type {UnrunCheck} from '../../scan/validation-commands/validation-command.ts'
import {isMaker} from '../../settings/own-command.ts'
import {type FoundChecks, foundCommands, wantedCommands} from '../look/found-commands.ts'
import type {Sight} from '../look/look.ts'
import {hashOf, type Judging, wantsOwnCommands} from '../look/own-commands.ts'
import type {RunOptions} from '../run-options.ts'
import {type Asking, consentToCommands} from './consent.ts'

type Options = Pick<RunOptions, 'only' | 'skip' | 'validate' | 'allowCommands' | 'yes'>

/**
 * Which commands of the repository judge the upgrade: those that its settings name, and checks found in its files, as far as somebody
 * agrees to them. What isn't run is kept for the report. Throws a ProblemError when others were allowed than there are.
 */
export async function chooseCommands(
  asking: Asking & {readonly tree: Tree},
  sight: Sight,
  options: Options,
): Promise<{readonly sight: Sight} | {readonly end: RunEnd}> {
  if (!wantsOwnCommands(options)) return {sight}
  const named = sight.ownCommands
  const wanted = options.validate ?? sight.yardstick?.validate
  const checks = isNone(wanted) ? nothing : await foundCommands(asking.tree, named)
  const judging = {named, found: wantedCommands(checks.commands, wanted)}
  const consent = await consentToCommands(asking, {...judging, isOffer: wanted === undefined}, options)
  if ('end' in consent) return consent
  const {commands, isLeftOut} = consent
  const unagreed = judging.found.filter(({name}) => !commands.some(one => one.name === name))
  if (unagreed.length > 0 && options.yes) asking.say(unagreedLine(unagreed))
  const notRun = [...unagreedRow(judging, unagreed, wanted), ...checks.unrun.slice(0, mostTold).map(unrunRow)]
  const measurable = new Set([...(sight.measurable ?? []), ...(commands.some(isMaker) ? ['artifacts' as const] : [])])
  return {
    sight: {
      ...sight,
      notRun,
      measurable,
      ...(isLeftOut ? {leavesOutOwnCommands: true as const} : {ownCommands: commands}),
    },
  }
}

/** Whether somebody said that no found check is wanted. */
export function isNone(wanted: readonly string[] | undefined): boolean {
  return wanted?.every(name => name === 'none') === true
}

function unagreedLine(found: readonly FoundCommand[]): string {
  return `Not run: ${count(found.length, 'check')} of this repository that nobody agreed to; upgrade-wizard plan --validate all shows them`
}

/** In the report: what could have judged it, and the command that lets it. */
function unagreedRow(
  {named, found}: Judging,
  unagreed: readonly FoundCommand[],
  wanted: readonly string[] | undefined,
): NonNullable<Sight['notRun']> {
  if (unagreed.length === 0) return []
  const names = unagreed.map(({name}) => name).join(', ')
  const what = `${count(unagreed.length, 'check')} found in the repository`
  const option = wanted === undefined ? '' : ` --validate ${wanted.join(',')}`
  const command = `upgrade-wizard run${option} --allow-commands ${hashOf([...named, ...found])}`
  const [them, these] = unagreed.length === 1 ? ['it', 'this'] : ['them', 'these']
  const why = `nobody agreed to ${them}: ${names.slice(0, 600)}. To run exactly ${these}: ${command.slice(0, 300)}`
  return [{what, why}]
}

function unrunRow({path, line, text, why}: UnrunCheck): {readonly what: string; readonly why: string} {
  return {what: text.length > 200 ? `${text.slice(0, 199)}…` : text, why: `${path}:${line}: ${why}`}
}

const nothing: FoundChecks = {commands: [], unrun: []}

/** In the report; more say no more. */
const mostTold = 20
