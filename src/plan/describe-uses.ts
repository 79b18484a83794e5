import type {BreakingChange} from '../catalog/breaking-changes.ts'
import {count} from '../domain/count.ts'
import type {Finding} from '../domain/finding.ts'
import type {Paint} from '../domain/paint.ts'
import {lineWidth, listed, printable, wrap} from './text-layout.ts'

/** What breaks in the code on the way to the target: a paragraph for each change that is met, with its places. */
export function describeUses(
  findings: readonly Finding[],
  changes: readonly BreakingChange[],
  paint: Paint,
): readonly string[] {
  const uses = findings.filter(({kind}) => kind === 'api-use')
  const met = changes
    .map(change => ({change, places: uses.filter(use => use.live && use.change === change.id)}))
    .filter(({places}) => places.length > 0)
    .toSorted((a, b) => rank(a.change) - rank(b.change) || a.change.major - b.change.major)
  const hints = uses.filter(({live}) => !live).length
  return [
    ...met.flatMap(({change, places}) => describeChange(change, places, paint)),
    ...(hints === 0
      ? []
      : indented(`${count(hints, 'more place')} may be worth a look: plan --json lists them.`).map(paint.dim)),
  ]
}

/** What nobody is told about comes first, what is rewritten comes last. */
function rank({effect, isAutomatic}: BreakingChange): number {
  if (effect === 'silent') return 0
  return isAutomatic ? 2 : 1
}

function describeChange(change: BreakingChange, places: readonly Finding[], paint: Paint): readonly string[] {
  const who = change.isAutomatic ? 'rewrite' : 'by hand'
  const how = change.effect === 'silent' ? `${who}, silent` : who
  const colour = [paint.yellow, paint.cyan, paint.green][rank(change)] ?? paint.bold
  return [
    `  ${colour(how)} ${paint.dim(`· ${change.id} · since ${change.major}`)}`,
    ...indented(printable(change.summary)),
    ...indented(printable(listed(places.map(({path, line}) => `${path}:${line}`)))).map(paint.dim),
  ]
}

function indented(text: string): readonly string[] {
  return wrap(text, lineWidth - 4).map(line => `    ${line}`)
}
