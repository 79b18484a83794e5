import type {Subject} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import {keyLabel} from '../key-label.ts'
import type {Binding} from '../keys/binding.ts'
import {bindingsOf, reachable} from '../keys/bindings-of.ts'
import {groupOf, type KeyGroup, keyGroups} from '../keys/key-group.ts'
import type {Layout} from '../layout.ts'
import {blank, line, prose, type Row, span} from '../rows/row.ts'
import {type Look, markLook, statusLook} from '../rows/theme.ts'
import {pad} from '../rows/width.ts'
import type {ScreenParts} from '../screen-parts.ts'
import {openTab, tabLabel} from '../tabs/tabs.ts'

/** Every key that means something on the screen below, from the same table that answers them. */
export function helpParts(view: WizardView, {detail}: Layout): ScreenParts {
  const {width} = detail
  const below = {...view, local: {...view.local, help: false, isGuarded: false}}
  const bindings = reachable(bindingsOf(below))
  return {
    title: `Help: ${subjectOf(below)}`,
    remark: 'keys of this screen',
    detail: {
      title: '',
      head: [],
      body: [
        ...keyGroups.flatMap(group => groupRows(group, bindings, width)),
        blank,
        line('Marks', 'heading'),
        ...markRows(view.question?.subject.kind === 'checklist' ? markLook : statusLook, width),
        blank,
        ...prose(
          'Everything decided is in .upgrade-wizard/state.jsonl, every byte of output in .upgrade-wizard/logs. Leave at any moment; the next start goes on from there.',
          width,
          {style: 'dim'},
        ),
      ],
    },
  }
}

/** What the screen is about whose keys these are. */
function subjectOf(view: WizardView): string {
  const {question, session, local} = view
  if (local.tab !== 'step' && session !== undefined) return tabLabel(openTab(view), view).toLowerCase()
  if (question !== undefined) return subjects[question.subject.kind]
  return session === undefined ? 'nothing is asked yet' : 'a step at work'
}

function groupRows(group: KeyGroup, bindings: readonly Binding[], width: number): Row[] {
  const rows = bindings.filter(binding => groupOf(binding) === group).flatMap(binding => keyRows(binding, width))
  return rows.length === 0 ? [] : [blank, line(group, 'heading'), ...rows]
}

function keyRows(binding: Binding, width: number): Row[] {
  const because = binding.disabledBecause === undefined ? '' : ` (not now: ${binding.disabledBecause})`
  return prose(`${meaningOf(binding)}${because}`, width - 20).map((row, at) => [
    span(pad(at === 0 ? `  ${keyLabel(binding)}` : '', 20), 'key'),
    ...row,
  ])
}

/** A footer may say two keys in one; the help has a row for each. */
function meaningOf({label, about, shown}: Binding): string {
  return shown === undefined ? label : (about ?? label)
}

function markRows(looks: Readonly<Record<string, Look>>, width: number): Row[] {
  const marks = Object.values(looks)
  const perRow = Math.max(1, Math.floor((width - 2) / 18))
  return Array.from({length: Math.ceil(marks.length / perRow)}, (_, at) => [
    span('  '),
    ...marks
      .slice(at * perRow, (at + 1) * perRow)
      .flatMap(({glyph, word, style}) => [span(`${glyph} `, style), span(pad(word, 16))]),
  ])
}

const subjects: Readonly<Record<Subject['kind'], string>> = {
  start: 'what was found',
  resume: 'a session that was left',
  target: 'the choice of a target',
  'on-purpose': 'another Rust on purpose',
  plan: 'the plan',
  'before-step': 'before a step',
  'after-step': 'after a step',
  checklist: 'what is left for people',
  'blocked-step': 'a step that can’t start',
  'refused-commit': 'a commit that was refused',
  'low-room': 'a disk that is nearly full',
  'edited-file': 'a file edited by hand',
  leftover: 'what was installed for an undone step',
  undo: 'ways back',
  report: 'the report',
  consent: 'what came with the repository',
}
