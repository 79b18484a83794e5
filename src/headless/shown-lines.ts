import {count} from '../domain/count.ts'
import {type Diagnosis, diagnosisSchema, type ErrorGroup} from '../domain/diagnosis.ts'
import type {Json} from '../domain/json.ts'
import type {Proposal} from '../domain/step-kind.ts'
import {diffStat, unifiedDiff} from '../editors/unified-diff.ts'
import type {Lines} from './choice.ts'
import {plainLines, plainText} from './plain-text.ts'

/** A file before and after; `said` tells what no line of text would show. */
type Changed = {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly said?: string
}

/** Files as they would become, as unified diffs of at most some hundred lines each. */
export function changedFiles(files: readonly Changed[]): Lines {
  return files.flatMap(({path, before, after, said}) => {
    if (said !== undefined) return [plainText(`${path}: ${said}`)]
    // The first two lines name the file, which is said already.
    const lines = plainLines(unifiedDiff(path, before, after)).slice(2)
    const more = lines.length - mostLines
    return [
      fileLine({path, before, after}),
      ...lines.slice(0, mostLines),
      ...(more > 0 ? [`and ${count(more, 'more line')} of ${plainText(path)}`] : []),
    ]
  })
}

/** `Cargo.toml: 2 lines added, 2 removed` */
export function fileLine({path, before, after}: Changed): string {
  const {added, removed} = diffStat(before, after)
  const name = plainText(path)
  if (after === undefined) return `${name}: taken away`
  if (before === undefined) return `${name}: new, ${count(added, 'line')}`
  return `${name}: ${count(added, 'line')} added, ${removed} removed`
}

/** What the step's data says of broken code; undefined when it is about something else. */
export function diagnosisIn(data: Json | undefined): Diagnosis | undefined {
  const diagnosis = diagnosisSchema.safeParse(data).data
  return diagnosis === undefined || diagnosis.groups.length === 0 ? undefined : diagnosis
}

/** `E0432 wasi-root-to-p2, 3 errors, can be mended` */
export function causeLabel({code, change, title, count: number}: ErrorGroup, proposal: Proposal | undefined): string {
  const name = [code, change ?? title].filter(word => word !== undefined).join(' ')
  const fate = proposal === undefined ? 'for people' : `${proposal.isSafe ? 'can' : 'may'} be mended`
  return plainText(`${name}, ${count(number, 'error')}, ${fate}`)
}

/** The cause, what to write instead, the first error in the compiler's words, where else, and what is proposed. */
export function causeLines(group: ErrorGroup, proposal: Proposal | undefined): Lines {
  const {why, before, after, rendered, places} = group
  const told = places.map(({path, line, column}) => `${path}:${line}:${column}`)
  const more = group.count > told.length ? ` and ${group.count - told.length} more` : ''
  return [
    ...plainLines(why),
    ...(before === undefined ? [] : [`Before: ${plainText(onOneLine(before))}`]),
    ...(after === undefined ? [] : [`After: ${plainText(onOneLine(after))}`]),
    ...plainLines(rendered.trimEnd()),
    ...(told.length === 0 ? [] : [plainText(`At ${told.join(', ')}${more}`)]),
    ...(proposal === undefined ? [] : ['Proposed:', ...changedFiles(proposal.writes)]),
  ]
}

/** The proposal that mends a cause, by its own id or by its change's. */
export function proposalOf({id, change}: ErrorGroup, proposals: readonly Proposal[]): Proposal | undefined {
  return proposals.find(proposal => proposal.id === id || (change !== undefined && proposal.change === change))
}

export function onOneLine(code: string): string {
  return code.replaceAll(/\s+/g, ' ')
}

const mostLines = 400
