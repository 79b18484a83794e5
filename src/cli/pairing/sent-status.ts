import type {Guest} from '../../domain/wheel-view.ts'
import type {Replica} from '../../pair/replica.ts'

/** What is open now and who is there, as one JSON document. */
export function statusLines({asked, suggested, wheel, activity, session}: Replica, you: Guest): readonly string[] {
  const question = asked && {
    number: asked.number,
    id: asked.question.id,
    title: asked.question.title,
    recommended: asked.question.recommended,
    options: asked.question.options.map(({id, label, disabledBecause = null}) => ({id, label, disabledBecause})),
  }
  const document = {
    schema: 'upgrade-wizard/join/1',
    you,
    wheel: wheel?.wheel ?? null,
    question: question ?? null,
    suggestions: suggested?.suggestions ?? [],
    activity: activity?.text ?? null,
    session: session?.session.sessionId ?? null,
  }
  return [JSON.stringify(document, null, 2)]
}
