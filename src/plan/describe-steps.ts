import {count} from '../domain/count.ts'
import type {Paint} from '../domain/paint.ts'
import type {StepPlan} from '../domain/plan.ts'
import type {PlanInput} from './plan-input.ts'
import {changedLines, writesOf} from './previewed-writes.ts'
import {lineWidth, printable, wrap} from './text-layout.ts'

/** The steps in order, each with its reason and the files it would write. */
export function describeSteps({plan, previews}: PlanInput, paint: Paint): readonly string[] {
  const steps = plan.steps.flatMap((step, index) => {
    const preview = previews.find(({stepId}) => stepId === step.id)
    const writes = writesOf(step.id, previews)
    return [
      ...heading(step, index + 1).map((line, row) => (row === 0 ? paint.bold(line) : line)),
      ...indented(`${step.phase} · ${step.id}${step.risk === 'none' ? '' : ` · ${step.risk} risk`}`).map(paint.dim),
      ...indented(printable(step.why)),
      ...(preview?.summary ?? '').split('\n').flatMap(line => (line === '' ? [] : indented(printable(line)))),
      ...writes.flatMap(write => indented(printable(`${write.path} (${count(changedLines(write), 'line')})`), 2)),
    ]
  })
  return plan.leftOut === undefined ? steps : [...steps, ...indented(`Left out: ${plan.leftOut.join(', ')}`)]
}

function heading({title}: StepPlan, number: number): readonly string[] {
  const [first = '', ...rest] = wrap(printable(title), lineWidth - 6)
  return [`  ${String(number).padStart(2)}. ${first}`, ...rest.map(line => `      ${line}`)]
}

function indented(text: string, deeper = 0): readonly string[] {
  const indent = ' '.repeat(6 + deeper)
  return wrap(text, lineWidth - indent.length).map(line => indent + line)
}
