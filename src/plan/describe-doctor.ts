import {type MountNeed, type PlaceNeed, roomState} from '../doctor/disk-needs.ts'
import {type Examination, type Item, type ItemState, isBlocked} from '../doctor/examination.ts'
import {commandLine} from '../domain/command.ts'
import {type Paint, plainPaint} from '../domain/paint.ts'
import type {Target} from '../domain/target.ts'
import type {ValidationCommand} from '../scan/validation-commands/validation-command.ts'
import {lineWidth, printable, sizeText, wrap} from './text-layout.ts'

/** What the doctor found, for which repository (its absolute root) and which target. */
export type DoctorInput = {readonly root: string; readonly target: Target; readonly examination: Examination}

/** What the doctor found, as text for a person: a line an item, at most 80 columns. Ends in a newline. */
export function describeDoctor({root, target, examination}: DoctorInput, paint: Paint = plainPaint): string {
  const {tools, toolchains, registry, git, disk, checks} = examination
  const itemSection = (title: string, items: readonly Item[]) => {
    const lines = items.flatMap(item => itemLines(item, paint))
    return section(title, lines, paint)
  }
  const diskLines = disk.flatMap(mount => mountLines(mount, root, paint))
  const sections = [
    itemSection('Tools', tools),
    itemSection('Toolchains', toolchains.items),
    itemSection('Registry', registry),
    itemSection('Git', git),
    section('Disk', diskLines, paint),
    section('Checks of this repository', checkLines(checks, paint), paint),
  ]
  return [...sections.filter(text => text !== ''), verdict(target, examination, paint)].join('\n')
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  return lines.length === 0 ? '' : `${paint.bold(title)}\n${lines.join('\n')}\n`
}

function itemLines({name, state, have, need, todo}: Item, paint: Paint): readonly string[] {
  const text = [have ?? missing[state], need].filter(part => part !== undefined).join('; ')
  return [...row(name, state, text, paint), ...todo.flatMap(todoLines)]
}

/** A mark, the name, and the text wrapped beside it. Longer names than the column is wide keep their line. */
function row(name: string, state: ItemState, text: string, paint: Paint): readonly string[] {
  const label = printable(name)
  const lines = wrap(printable(text), lineWidth - textColumn)
  const mark = markPaint(state, paint)(marks[state])
  if (label.length >= textColumn - 4) return [`  ${mark} ${label}`, ...lines.map(indented)]
  return [`  ${mark} ${label.padEnd(textColumn - 4)}${lines[0] ?? ''}`, ...lines.slice(1).map(indented)]
}

/** Near the edge, so that most commands stay on one line and can be copied. */
function todoLines(step: string): readonly string[] {
  return wrap(printable(`→ ${step}`), lineWidth - 4, 2).map(line => `    ${line}`)
}

function indented(line: string): string {
  return ' '.repeat(textColumn) + line
}

function mountLines(mount: MountNeed, root: string, paint: Paint): readonly string[] {
  const {path, freeBytes, leastBytes, needBytes, places} = mount
  const state = roomState(mount)
  const need = state === 'blocking' ? `at least ${sizeText(leastBytes)} needed` : `up to ${sizeText(needBytes)} needed`
  return [
    ...row('free', state, `${sizeText(freeBytes)} at ${shortened(path, root)}; ${need}`, paint),
    ...places.filter(place => place.needBytes > 0).flatMap(place => placeLines(place, root).map(paint.dim)),
    ...(state === 'ok' ? [] : todoLines('Free some space; cargo clean empties the build folder.')),
  ]
}

function placeLines({name, path, needBytes, how}: PlaceNeed, root: string): readonly string[] {
  const [first = '', ...rest] = wrap(printable(`${name} (${shortened(path, root)}): ${how}`), lineWidth - textColumn, 2)
  return [`${sizeText(needBytes).padStart(textColumn - 2)}  ${first}`, ...rest.map(indented)]
}

/** A path in the repository as it stands below its root. */
function shortened(path: string, root: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
}

function checkLines(checks: readonly ValidationCommand[], paint: Paint): readonly string[] {
  const shown = checks.filter(
    (check, index) => index - checks.findIndex(one => one.purpose === check.purpose) < mostShown,
  )
  const left = checks.length - shown.length
  return [
    ...shown.flatMap((check, index) => {
      const purpose = shown[index - 1]?.purpose === check.purpose ? '' : check.purpose
      const folder = check.folder === '' ? '' : ` (in ${check.folder})`
      const lines = wrap(printable(commandLine({argv: check.argv, cwd: ''}) + folder), lineWidth - checkColumn, 2)
      const why = wrap(printable(`${check.path}:${check.line}, ${check.why}`), lineWidth - checkColumn - 2)
      return [
        `  ${purpose.padEnd(checkColumn - 2)}${lines[0] ?? ''}`,
        ...lines.slice(1).map(line => ' '.repeat(checkColumn) + line),
        ...why.map(line => paint.dim(' '.repeat(checkColumn + 2) + line)),
      ]
    }),
    ...(left === 0 ? [] : [paint.dim(`  and ${left} more, with doctor --json`)]),
  ]
}

function verdict({wasmtime, rust}: Target, examination: Examination, paint: Paint): string {
  const to = wasmtime === null ? `Rust ${rust.version}` : `wasmtime ${wasmtime} on Rust ${rust.version}`
  return isBlocked(examination)
    ? `${paint.red('Blocked')}: what is marked ${marks.blocking} is in the way of ${to}.\n`
    : `${paint.green('Ready')} for ${to}.\n`
}

function markPaint(state: ItemState, paint: Paint): (text: string) => string {
  return {ok: paint.green, warning: paint.yellow, blocking: paint.red, unused: paint.dim}[state]
}

const marks: Readonly<Record<ItemState, string>> = {ok: '✓', warning: '!', blocking: '✗', unused: '·'}
const missing: Readonly<Record<ItemState, string>> = {
  ok: 'there',
  warning: 'not installed',
  blocking: 'missing',
  unused: 'not installed; nothing here asks for it',
}
const textColumn = 20
const checkColumn = 13
/** Of one purpose. */
const mostShown = 5
