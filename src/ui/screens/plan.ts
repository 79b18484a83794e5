import type {StepPlan} from '../../domain/plan.ts'
import type {StepPreview, Subject} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import {clean} from '../clean-text.ts'
import {diffRows} from '../diff-rows.ts'
import type {Layout} from '../layout.ts'
import {blank, paragraphs, prose, type Row} from '../row.ts'
import type {ScreenParts} from '../screen-parts.ts'
import {planRows} from '../step-rows.ts'
import {counted, riskWord} from '../words.ts'

type PlanSubject = Extract<Subject, {kind: 'plan'}>

/** The steps with their risk; of the marked one why it is there and every line it would change. */
export function planParts({plan, previews}: PlanSubject, {local}: WizardView, layout: Layout): ScreenParts {
  const {steps, target} = plan
  const step = steps[local.highlight]
  const files = new Set(previews.flatMap(preview => preview.writes.map(write => write.path)))
  const goal = target.wasmtime === null ? '' : `, wasmtime ${target.wasmtime}`
  return {
    title: `Plan: Rust ${target.rust.version}${goal}`,
    remark: `${counted(steps.length, 'step')}, ${counted(files.size, 'file')} edited`,
    list: planRows(steps, local.highlight, layout.list),
    detail: {
      title: step === undefined ? '' : clean(step.title),
      ...(step === undefined ? {} : {remark: riskWord[step.risk]}),
      head: [],
      body: step === undefined ? [] : stepRows(step, previews, layout.detail.width),
    },
  }
}

function stepRows(step: StepPlan, previews: readonly StepPreview[], width: number): Row[] {
  const preview = previews.find(one => one.stepId === step.id)
  const writes = preview?.writes ?? []
  return [
    ...prose(clean(step.why), width),
    ...(step.needs.length === 0 ? [] : prose(`After ${step.needs.join(', ')}`, width, {style: 'dim'})),
    ...(preview === undefined || preview.summary === '' ? [] : [blank, ...paragraphs(preview.summary, width)]),
    ...(preview === undefined
      ? [blank, ...prose('Edits nothing itself; what its commands change is saved first.', width, {style: 'dim'})]
      : []),
    ...diffRows(writes, width),
  ]
}
