import {clean} from '../../domain/clean-text.ts'
import {commandLine} from '../../domain/command.ts'
import type {Subject} from '../../domain/question.ts'
import {type CommandSession, currentStep, type Session, type StepStatus} from '../../journal/session.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {blank, line, prose, type Row} from '../rows/row.ts'
import {sessionRows} from '../rows/step-rows.ts'
import {localTime} from '../rows/words.ts'
import type {ScreenParts} from '../screen-parts.ts'

type ResumeSubject = Extract<Subject, {kind: 'resume'}>

/** A session was left: where it stands and what happened since. */
export function resumeParts({since}: ResumeSubject, {session, nowMs}: WizardView, layout: Layout): ScreenParts {
  const {width} = layout.detail
  const changes =
    since.length === 0
      ? [line('  Nothing that matters to it has changed.', 'dim')]
      : since.flatMap(one => prose(clean(one), width, {first: '  • '}))
  return {
    title: 'A session was left here',
    ...(session === undefined ? {} : {remark: `last change ${localTime(session.lastEventAt)}`}),
    detail: {
      title: '',
      head: [],
      body: [
        blank,
        ...(session === undefined ? [] : [...prose(clean(leftAt(session)), width, {style: 'strong'}), blank]),
        line('Since then', 'heading'),
        ...changes,
        blank,
        ...(session === undefined ? [] : standRows(session, nowMs, width)),
      ],
    },
  }
}

/** What was going on when it was left. */
function leftAt(session: Session): string {
  if (session.undoing !== undefined) return 'An undo was going on; it is finished before anything else.'
  if (session.verdict === 'undone') return 'Every step was undone; applied again, each of them asks before it writes.'
  const step = currentStep(session)
  if (step === undefined) return 'Every step was decided.'
  const {plan, state, commands} = step
  const command = commands.findLast(({ended}) => ended === undefined)
  if (command !== undefined) return `“${plan.title}” was running: ${typed(command)}`
  return `“${plan.title}” ${stateText(state)}.`
}

function typed({argv: [program = '', ...args]}: CommandSession): string {
  return commandLine({argv: [program, ...args]})
}

function stateText(state: StepStatus): string {
  switch (state.status) {
    case 'running':
      return state.applied ? 'was being verified' : 'was being applied; what it wrote is taken back first'
    case 'verified':
      return 'was verified and waits for your decision'
    case 'failed':
      return `had failed (${state.problem.title}) and waits for your decision`
    case 'blocked':
      return `could not start: ${state.problem.title}`
    case 'undone':
      return 'was undone and is asked about again'
    default:
      return 'was next'
  }
}

function standRows(session: Session, nowMs: number, width: number): Row[] {
  const {wasmtime, rust} = session.plan.target
  const goal = wasmtime === null ? `Rust ${rust.version}` : `Rust ${rust.version}, wasmtime ${wasmtime}`
  const current = currentStep(session)?.plan.id
  return [
    line(`Where it stands, on the way to ${goal}`, 'heading'),
    ...sessionRows(session, current, {width: Math.min(width, 100), height: session.steps.length}, nowMs),
  ]
}
