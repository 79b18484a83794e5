import * as z from 'zod'
import {eventSchema} from '../journal/event.ts'
import type {HostMessage} from './messages.ts'
import {parsed} from './read-guest-message.ts'

const text = z.string()
const number = z.number().int().nonnegative()
const list = z.array(z.unknown())
const guest = z.object({name: text.min(1).max(100), role: z.enum(['viewer', 'navigator'])})
const suggestion = z.object({by: text.max(100), option: text, text: text.optional(), item: text.optional()})
const amount = z.object({done: z.number(), total: z.number()})
const wheel = z.object({
  driver: text,
  next: text,
  others: z.array(text),
  turn: z.object({leftMs: z.number(), isPaused: z.boolean(), isDue: z.boolean()}).optional(),
  guests: z.array(guest).optional(),
  wantedBy: text.optional(),
})
const option = z.looseObject({
  id: text,
  key: text,
  label: text,
  disabledBecause: text.optional(),
  typed: text.optional(),
  takesText: z.boolean().optional(),
  isAside: z.boolean().optional(),
})
const question = z.looseObject({
  id: text,
  title: text,
  subject: z.looseObject({kind: text}),
  options: z.array(option),
  recommended: text,
})
const step = z.looseObject({
  plan: z.looseObject({id: text, title: text}),
  state: z.looseObject({status: text}),
  commands: list,
  files: list,
})
const session = z.looseObject({
  sessionId: text,
  plan: z.looseObject({steps: list}),
  steps: z.array(step),
  history: list,
  notes: list,
})
const happening = z.object({
  at: text,
  by: text,
  did: text,
  what: text,
  tone: z.enum(['good', 'bad', 'warn']).optional(),
})
const news = z.discriminatedUnion('kind', [
  z.object({kind: z.literal('survey'), survey: z.looseObject({root: text, findings: list})}),
  z.object({kind: z.literal('session'), session, happened: z.array(happening)}),
  z.object({kind: z.literal('event'), timed: z.object({at: text, event: eventSchema})}),
  z.object({kind: z.literal('activity'), text: text.optional()}),
  z.object({kind: z.literal('amount'), amount}),
  z.object({kind: z.literal('trees'), trees: z.looseObject({changes: list})}),
  z.object({kind: z.literal('disk'), disk: z.looseObject({mounts: list, cleanable: list})}),
  z.object({kind: z.literal('life'), sign: z.looseObject({marker: text, quietMs: z.number()}).optional()}),
  z.object({kind: z.literal('said'), line: text}),
  z.object({kind: z.literal('spoken'), line: text}),
  z.object({kind: z.literal('asked'), number, question}),
  z.object({kind: z.literal('settled'), number, by: text.optional(), option: text.optional()}),
  z.object({kind: z.literal('suggested'), number, suggestions: z.array(suggestion)}),
  z.object({kind: z.literal('wheel'), wheel}),
  z.object({kind: z.literal('ended'), lines: z.array(text)}),
])
const hostMessageSchema = z.discriminatedUnion('type', [
  z.object({type: z.literal('welcome'), you: guest, repository: text, seq: number, news: z.array(news)}),
  z.object({type: z.literal('snapshot'), seq: number, news: z.array(news)}),
  z.object({type: z.literal('news'), seq: number, news}),
  z.object({type: z.literal('told'), what: z.enum(['stale', 'denied', 'suggested']), text}),
  z.object({type: z.literal('bye'), why: text}),
])

/** A text without what moves the cursor or begins a sequence: line ends and tabs are all that is left of it. */
const calm = (text: string) => text.replace(/(?![\t\r\n])\p{Cc}/gu, '')

/**
 * What the host said. Of what is large and only shown (surveys, sessions, questions) the outline is checked, the rest is the
 * host's word: it runs the same version of the wizard. Undefined for a line that is none of it; never throws.
 */
export function readHostMessage(line: string): HostMessage | undefined {
  const read = hostMessageSchema.safeParse(parsed(line, calm))
  // The outline is checked above; what is in it is as the types of this very version say.
  return read.success ? (read.data as unknown as HostMessage) : undefined
}
