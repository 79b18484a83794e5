import type {WizardView} from '../../store/view.ts'
import {keyLabel} from '../key-label.ts'
import type {Binding} from '../keys/binding.ts'
import {bindingsOf} from '../keys/bindings-of.ts'
import type {Layout} from '../layout.ts'
import {blank, line, prose, type Row, span} from '../row.ts'
import type {ScreenParts} from '../screen-parts.ts'
import {type Look, markLook, statusLook} from '../theme.ts'
import {pad} from '../width.ts'

/** Every key that means something on the screen below, from the same table that answers them. */
export function helpParts(view: WizardView, {detail}: Layout): ScreenParts {
  const bindings = bindingsOf({...view, local: {...view.local, help: false, isGuarded: false}})
  // Quit stands among the keys.
  const choices = bindings.filter(binding => binding.shownIn === 'gate' && binding.keys[0] !== 'q')
  const others = bindings.filter(binding => binding.shownIn !== 'gate')
  return {
    title: 'Help',
    remark: view.question === undefined ? 'nothing is asked now' : 'keys of this screen',
    detail: {
      title: '',
      head: [],
      body: [
        ...(choices.length === 0
          ? []
          : [blank, line('Choices', 'heading'), ...choices.flatMap(one => keyRows(one, detail.width))]),
        blank,
        line('Keys', 'heading'),
        ...others.flatMap(one => keyRows(one, detail.width)),
        blank,
        line('Marks', 'heading'),
        ...markRows(view.question?.subject.kind === 'checklist' ? markLook : statusLook, detail.width),
        blank,
        ...prose(
          'Everything decided is in .upgrade-wizard/state.jsonl, every byte of output in .upgrade-wizard/logs. Leave at any moment; the next start goes on from there.',
          detail.width,
          {style: 'dim'},
        ),
      ],
    },
  }
}

function keyRows(binding: Binding, width: number): Row[] {
  const because = binding.disabledBecause === undefined ? '' : ` (not now: ${binding.disabledBecause})`
  return prose(`${binding.label}${because}`, width - 20).map((row, at) => [
    span(pad(at === 0 ? `  ${keyLabel(binding)}` : '', 20), 'key'),
    ...row,
  ])
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
