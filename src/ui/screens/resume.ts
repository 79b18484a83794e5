import type {Subject} from '../../domain/question.ts'
import {currentStep, type Session} from '../../journal/session.ts'
import type {WizardView} from '../../store/view.ts'
import {clean} from '../clean-text.ts'
import type {Layout} from '../layout.ts'
import {blank, line, prose, type Row} from '../row.ts'
import type {ScreenParts} from '../screen-parts.ts'
import {sessionRows} from '../step-rows.ts'
import {localTime} from '../words.ts'

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
        line('Since then', 'heading'),
        ...changes,
        blank,
        ...(session === undefined ? [] : standRows(session, nowMs, width)),
      ],
    },
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
