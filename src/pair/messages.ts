import * as z from 'zod'
import type {Guest} from '../domain/wheel-view.ts'
import type {News} from './news.ts'

/** Both sides speak the same or nothing: a guest of another version of the wizard is turned away with the version it needs. */
export const protocol = 1

const name = z.string().min(1).max(100)
const number = z.number().int().nonnegative()

/** What a guest may say. A line that is none of these ends the conversation. */
export const guestMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.number().int(),
    /** The version of the wizard. */
    tool: z.string().max(50),
    name,
    mail: z.string().max(200).optional(),
    /** `driver`: a navigator who asks for the wheel at once. */
    role: z.enum(['viewer', 'navigator', 'driver']),
    /** Where the place is shared with other users. */
    token: z.string().max(100).optional(),
  }),
  z.strictObject({
    type: z.literal('answer'),
    /** Of the question that was on the guest's screen: an answer to another one is stale. */
    number,
    option: z.string().max(100),
    text: z.string().max(2000).optional(),
    item: z.string().max(300).optional(),
  }),
  z.strictObject({
    type: z.literal('wheel'),
    move: z.enum(['ask', 'grant', 'refuse', 'hand-over', 'skip', 'reset', 'pause']),
  }),
  /** Somebody presses keys there; said now and then, since a wheel isn't taken from who is at work. */
  z.strictObject({type: z.literal('here')}),
  /** End the command that runs. */
  z.strictObject({type: z.literal('cancel')}),
  /** A line for everybody, that nobody keeps. */
  z.strictObject({type: z.literal('say'), text: z.string().min(1).max(500)}),
  /** A line that the session keeps, about a step or all of it. */
  z.strictObject({type: z.literal('note'), step: z.string().max(64).optional(), text: z.string().min(1).max(2000)}),
])
export type GuestMessage = z.infer<typeof guestMessageSchema>

/** What the host says. `seq` grows by one with each piece of news. */
export type HostMessage =
  /** `you`: under which name, and what may be done. Everything that is known so far. */
  | {
      readonly type: 'welcome'
      readonly you: Guest
      readonly repository: string
      readonly seq: number
      readonly news: readonly News[]
    }
  /** Everything anew: the guest had stopped reading. */
  | {readonly type: 'snapshot'; readonly seq: number; readonly news: readonly News[]}
  | {readonly type: 'news'; readonly seq: number; readonly news: News}
  /** What became of something that the guest said: only where it wasn't done as it was said. */
  | {readonly type: 'told'; readonly what: 'stale' | 'denied' | 'suggested'; readonly text: string}
  /** Turned away, or the end. */
  | {readonly type: 'bye'; readonly why: string}
