import {clean} from '../../domain/clean-text.ts'
import type {StepPlan} from '../../domain/plan.ts'
import type {Subject} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import {costsOf, goingWith, type Ticks, ticksIn} from '../choices/ticks.ts'
import type {Layout} from '../layout.ts'
import {diffRows} from '../rows/diff-rows.ts'
import {blank, paragraphs, prose, type Row} from '../rows/row.ts'
import {planRows} from '../rows/step-rows.ts'
import {counted, riskWord} from '../rows/words.ts'
import type {ScreenParts} from '../screen-parts.ts'

type PlanSubject = Extract<Subject, {kind: 'plan'}>

/** The steps as they are ticked, with their risk; of the marked one why it is there and every line it would change. */
export function planParts(subject: PlanSubject, view: WizardView, layout: Layout): ScreenParts {
  const {steps, target} = subject.plan
  const ticks = ticksIn(view) ?? {kept: steps, leftOut: []}
  const {highlight} = view.local
  const step = steps[highlight]
  const goal = target.wasmtime === null ? '' : `, wasmtime ${target.wasmtime}`
  return {
    title: `Plan: Rust ${target.rust.version}${goal}`,
    remark: remarkOf(subject, ticks),
    list: planRows(steps, ticks.leftOut, highlight, layout.list),
    detail: {
      title: step === undefined ? '' : clean(step.title),
      ...(step === undefined ? {} : {remark: riskWord[step.risk]}),
      head: [],
      body: step === undefined ? [] : stepRows(step, subject, ticks, layout.detail.width),
    },
  }
}

/** Steps and files as far as they are kept. */
function remarkOf({plan: {steps}, previews}: PlanSubject, {kept}: Ticks): string {
  const written = previews.filter(({stepId}) => kept.some(({id}) => id === stepId))
  const files = new Set(written.flatMap(({writes}) => writes.map(({path}) => path)))
  const count = kept.length === steps.length ? '' : `${kept.length} of `
  return `${count}${counted(steps.length, 'step')}, ${counted(files.size, 'file')} edited`
}

function stepRows(step: StepPlan, {plan: {steps}, previews}: PlanSubject, {leftOut}: Ticks, width: number): Row[] {
  const preview = previews.find(one => one.stepId === step.id)
  const isOut = leftOut.includes(step)
  return [
    ...(isOut ? leftOutRows(step, steps, leftOut, width) : []),
    ...prose(clean(step.why), width),
    ...(preview === undefined || preview.summary === '' ? [] : [blank, ...paragraphs(preview.summary, width)]),
    ...(preview === undefined
      ? [blank, ...prose('Edits nothing itself; what its commands change is saved first.', width, {style: 'dim'})]
      : []),
    ...diffRows(preview?.writes ?? [], width),
    blank,
    ...needRows(step, steps, width),
    ...(isOut ? [] : costRows(step, steps, width)),
  ]
}

function needRows({needs}: StepPlan, steps: readonly StepPlan[], width: number): Row[] {
  const titles = needs.map(id => steps.find(one => one.id === id)?.title ?? id)
  return titles.length === 0 ? [] : prose(clean(`After: ${titles.join(', ')}`), width, {style: 'dim'})
}

/** What the upgrade would lack without the step. */
function costRows(step: StepPlan, steps: readonly StepPlan[], width: number): Row[] {
  const others = goingWith(steps, step).length
  const more = others === 0 ? '' : `, and without ${counted(others, 'step')} that ${others === 1 ? 'needs' : 'need'} it`
  return prose(`Without it: ${costsOf([step]).join(', ')}${more}`, width, {style: 'dim'})
}

/** Why it is left out, and what that costs. */
function leftOutRows(step: StepPlan, steps: readonly StepPlan[], leftOut: readonly StepPlan[], width: number): Row[] {
  const missing = leftOut.find(({id}) => step.needs.includes(id))
  const because = missing === undefined ? '' : `, as “${missing.title}” is, which it needs`
  const costs = costsOf([step, ...goingWith(steps, step)])
  return [...prose(clean(`Left out${because}: ${costs.join(', ')}`), width, {style: 'warn', first: '! '}), blank]
}
