import {clean} from '../../domain/clean-text.ts'
import type {Option} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import {diskSize} from '../rows/words.ts'

export const cleanOption = 'clean'

/**
 * The options with what the disks make of them: a paused command goes on only when there is room now, and at the gate of a step
 * the open view of the disks offers to clean. The name that is typed says what, and that it is meant.
 */
export function withCleaning(options: readonly Option[], view: WizardView): readonly Option[] {
  const kind = view.question?.subject.kind ?? ''
  if (kind === 'low-room') return options.map(option => asRoomIs(option, view))
  if (view.local.tab !== 'disk' || !atStepGate.has(kind)) return options
  return [...options, asRoomIs({id: cleanOption, key: 'f', label: 'Clean', takesText: true}, view)]
}

function asRoomIs({disabledBecause, ...option}: Option, {disk}: WizardView): Option {
  if (option.id === cleanOption) return shut({...option, label: 'Clean, by name'}, whyNothing(disk))
  if (option.id !== 'go-on') return shut(option, disabledBecause)
  if (disk === undefined) return shut(option, disabledBecause)
  const short = disk.mounts.find(({level}) => level === 'stop')
  return shut(
    option,
    short === undefined
      ? undefined
      : `${diskSize(short.freeBytes)} free, ${diskSize(short.stopBytes)} are to stay free`,
  )
}

function whyNothing(disk: WizardView['disk']): string | undefined {
  const all = disk?.cleanable ?? []
  if (all.some(({disabledBecause}) => disabledBecause === undefined)) return undefined
  return all[0]?.disabledBecause ?? 'there is nothing that can be cleaned'
}

/** Why what was typed can't be cleaned; undefined when it can. */
export function notCleaned({disk}: WizardView, name: string): string | undefined {
  const found = disk?.cleanable.find(one => one.name === name)
  if (found === undefined) return `Nothing to clean is called ${clean(name)}`
  return found.disabledBecause === undefined ? undefined : `Not cleaned: ${found.disabledBecause}`
}

function shut(option: Option, why: string | undefined): Option {
  return why === undefined ? option : {...option, disabledBecause: why}
}

/** Where the engine takes it. */
const atStepGate: ReadonlySet<string> = new Set(['before-step', 'after-step', 'blocked-step', 'checklist'])
