import type {Cleanable} from '../domain/disk-view.ts'
import {plainPaint} from '../domain/paint.ts'
import type {LineInput} from '../domain/ports.ts'
import type {JournalEvent} from '../journal/event.ts'
import {askInLines} from './ask-in-lines.ts'
import type {HeadlessFace} from './headless-face.ts'
import {type Plain, plainFace} from './plain-face.ts'

type Lines = Pick<Plain, 'write' | 'nowMs' | 'readLog'> & {readonly input: LineInput}

/** The plain lines with a person there: every question is asked in numbered lines and answered by one. For screen readers. */
export function linesFace({input, ...plain}: Lines): HeadlessFace {
  /** The step whose end was the last thing that was told. */
  let told: string | undefined
  let cleanable: readonly Cleanable[] = []
  const face = plainFace({
    ...plain,
    paint: plainPaint,
    async answer(question, session) {
      const {subject} = question
      const isTold = 'stepId' in subject && subject.stepId === told
      told = undefined
      return askInLines({input, write: plain.write}, question, {session, readLog: plain.readLog, isTold, cleanable})
    },
  })
  return {
    ...face,
    showDisk(view) {
      cleanable = view.cleanable
      face.showDisk(view)
    },
    hear(timed) {
      told = stepTold(timed.event) ?? told
      face.hear(timed)
    },
  }
}

function stepTold(event: JournalEvent): string | undefined {
  return event.type === 'step-verified' || event.type === 'step-failed' || event.type === 'step-blocked'
    ? event.step
    : undefined
}
