import type {BreakingChange} from '../catalog/breaking-changes.ts'
import type {ErrorGroup, ErrorPlace, SuggestedEdit} from '../domain/diagnosis.ts'
import {BugError} from '../domain/errors.ts'
import type {CompilerError} from '../measure/compiler-errors.ts'
import {changeMatcher, type Knowledge} from './match-change.ts'

/** The errors that have one cause, and what is known of it. */
export type Cause = {
  readonly id: string
  readonly change: BreakingChange | undefined
  /** At least one. */
  readonly errors: readonly CompilerError[]
}

/** Errors by cause, the one with most errors first; those that no change explains go by what the compiler says. */
export function groupErrors(errors: readonly CompilerError[], knowledge: Knowledge): readonly Cause[] {
  const causeOf = changeMatcher(knowledge)
  const causes = new Map<string, {id: string; change: BreakingChange | undefined; errors: CompilerError[]}>()
  for (const error of errors) {
    const change = causeOf(error)
    const id = change?.id ?? nameOf(error)
    const known = causes.get(id)
    if (known === undefined) causes.set(id, {id, change, errors: [error]})
    else known.errors.push(error)
  }
  return [...causes.values()].toSorted((a, b) => b.errors.length - a.errors.length)
}

/** A cause as it is kept and shown. `editsOf`: what the compiler suggests for an error, where that can be written. */
export function describeCause(
  {id, change, errors}: Cause,
  editsOf: (error: CompilerError) => readonly SuggestedEdit[] | undefined,
): ErrorGroup {
  const [first] = errors
  if (first === undefined) throw new BugError(`the cause ${id} has no errors`)
  return {
    id,
    ...(change === undefined ? {} : {change: change.id}),
    ...(first.code === undefined ? {} : {code: first.code}),
    title: cut(change === undefined ? first.message : change.summary, 120),
    why: cut(change === undefined ? ownWords(first) : explanation(change), 1000),
    ...(change?.before === undefined ? {} : {before: change.before}),
    ...(change?.after === undefined ? {} : {after: change.after}),
    count: errors.length,
    places: errors.flatMap(placeOf).slice(0, mostPlaces),
    rendered: cut(first.rendered, 4000),
    suggestions: suggestionsOf(errors, editsOf),
  }
}

/** The same for errors that say the same of different numbers. */
function nameOf({code, message}: CompilerError): string {
  return `${code ?? 'error'}: ${message.replace(/\d+/g, '#')}`.replace(/\s+/g, ' ').slice(0, 160)
}

function explanation({summary, isAutomatic, reason}: BreakingChange): string {
  return isAutomatic || reason === undefined ? summary : `${summary} By hand: ${reason}`
}

function ownWords({message, remarks}: CompilerError): string {
  return [...new Set([message, ...remarks])].slice(0, 4).join('. ')
}

function placeOf({place, message}: CompilerError): readonly ErrorPlace[] {
  if (place === undefined) return []
  const {path, line, column} = place
  return [{path, line, column, message: cut(message, 300)}]
}

function suggestionsOf(
  errors: readonly CompilerError[],
  editsOf: (error: CompilerError) => readonly SuggestedEdit[] | undefined,
): SuggestedEdit[][] {
  const all = errors.flatMap(error => {
    const edits = editsOf(error)
    return edits === undefined ? [] : [[...edits]]
  })
  return all.slice(0, mostSuggestions)
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
}

const mostPlaces = 200
const mostSuggestions = 500
