import {diffArrays} from 'diff'
import {diff3Merge} from 'node-diff3'

const start = '<<<<<<< yours'
const middle = '======='
const end = '>>>>>>> restored'

/**
 * A text with both sides where they differ in different ways, as merge tools mark it; what only one side changed since `base`
 * is taken from that side. Without a base, wherever they differ.
 */
export function markConflicts(base: string | undefined, yours: string, restored: string): string {
  const mark = marker(yours)
  const [ours, theirs] = [linesOf(yours), linesOf(restored)]
  const parts = base === undefined ? twoWay(ours, theirs) : threeWay(ours, linesOf(base), theirs)
  return parts.map(part => ('same' in part ? part.same.join('') : mark(part.yours, part.restored))).join('')
}

/** Whether a marker is left in it. */
export function hasMarkers(text: string): boolean {
  return text.split(/\r?\n/).some(line => line === start || line === end)
}

/** The line of the first marker, counted from 1; 1 where there is none. */
export function firstMarkerLine(text: string): number {
  return Math.max(0, text.split(/\r?\n/).indexOf(start)) + 1
}

type Lines = readonly string[]
type Part = {readonly same: Lines} | {readonly yours: Lines; readonly restored: Lines}

function threeWay(ours: Lines, base: Lines, theirs: Lines): readonly Part[] {
  return diff3Merge([...ours], [...base], [...theirs], {excludeFalseConflicts: true}).map(({ok, conflict}) =>
    conflict === undefined ? {same: ok ?? []} : {yours: conflict.a, restored: conflict.b},
  )
}

function twoWay(ours: Lines, theirs: Lines): readonly Part[] {
  const parts: Part[] = []
  for (const {added, removed, value} of diffArrays([...ours], [...theirs])) {
    const last = parts.at(-1)
    const open = last !== undefined && 'yours' in last ? last : undefined
    if (!added && !removed) parts.push({same: value})
    else if (open === undefined) parts.push({yours: removed ? value : [], restored: added ? value : []})
    else
      parts.splice(-1, 1, {
        yours: [...open.yours, ...(removed ? value : [])],
        restored: [...open.restored, ...(added ? value : [])],
      })
  }
  return parts
}

/** With the line ends that the file has; a last line without one gets one before a marker. */
function marker(text: string): (yours: Lines, restored: Lines) => string {
  const newline = /\r\n/.test(text) ? '\r\n' : '\n'
  const whole = (lines: Lines) => lines.map(line => (line.endsWith('\n') ? line : line + newline)).join('')
  return (yours, restored) => `${start}${newline}${whole(yours)}${middle}${newline}${whole(restored)}${end}${newline}`
}

/** Lines with their ends; none of an empty text. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/)
}
