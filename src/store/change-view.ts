import type {Amount} from '../domain/amount.ts'
import type {LifeSign} from '../domain/life-sign.ts'
import {type Question, suggestedIndex, suggestedItem} from '../domain/question.ts'
import {follow, type TimedEvent} from '../journal/fold.ts'
import {type Happening, happening, mostHappenings} from '../journal/happening.ts'
import {type CommandSession, currentStep, type Session} from '../journal/session.ts'
import {mayAnswer} from './may-answer.ts'
import {emptyTail, freshLocal, freshReading, type LocalView, type Tail, type WizardView} from './view.ts'

/**
 * The question is on the screen: nothing of the one before it is left, and keys wait for the guard. Who reads output reads on;
 * whoever isn't the one to answer goes on with what they look at.
 */
export function asked(view: WizardView, question: Question): WizardView {
  const {activity: _, suggestions: __, ...rest} = view
  const {size, reading, echo} = view.local
  const kept = {reading, ...lookingAt(view, question), ...(echo === undefined ? {} : {echo}), ...toOthers(view)}
  const local = {...freshLocal(size), ...kept, isGuarded: true, highlight: firstHighlight(question)}
  return withCommand({...rest, question, local})
}

/** Nobody is asked any more. Who looks at another view of the session goes on looking at it. */
export function answered(view: WizardView): WizardView {
  const {question: _, suggestions: __, ...rest} = view
  const {size, tab, reading, scroll, help} = view.local
  const watches = mayAnswer(view) !== 'answers'
  const kept = {tab, reading, ...(tab === 'step' ? {} : {scroll}), ...(watches ? {help} : {}), ...toOthers(view)}
  return withCommand({...rest, local: {...freshLocal(size), ...kept}})
}

/** The driver looks at what is asked; what to do about a full disk is decided by looking at it. */
function lookingAt({local, ...view}: WizardView, {subject}: Question): Partial<LocalView> {
  if (mayAnswer(view) === 'answers') return {tab: subject.kind === 'low-room' ? 'disk' : 'step'}
  const {tab, scroll, help} = local
  return {tab, help, ...(tab === 'step' ? {} : {scroll})}
}

/** A line to the others has nothing to do with what is asked. */
function toOthers({local: {input}}: WizardView): Pick<LocalView, 'input'> {
  return input?.isToOthers === true ? {input} : {}
}

/** A list that is asked about again listens at once; whoever only suggests marks of their own stays at the row they were at. */
export function sameList(view: WizardView, left: LocalView | undefined): WizardView {
  if (left === undefined || mayAnswer(view) === 'answers') return localChanged(view, {isGuarded: false})
  const {highlight, scroll, input} = left
  return localChanged(view, {isGuarded: false, highlight, scroll, input})
}

/** At a screen of their own somebody's choice was shown to the driver: the question stands as it did. */
export function suggested(view: WizardView): WizardView {
  return localChanged(view, {input: undefined})
}

/** One event of the journal further. */
export function recorded(view: WizardView, event: TimedEvent): WizardView {
  const next = {
    ...withSession(view, follow(view.session, event)),
    sinceMs: Date.parse(event.at),
    happened: withHappening(view, event),
  }
  // What was said about one attempt says nothing about the next.
  return event.event.type === 'step-started' ? {...next, said: []} : next
}

/** A command that starts is timed from here, whatever happens to the wall clock. */
export function begun(view: WizardView, {event}: TimedEvent, steadyMs: number): WizardView {
  return event.type === 'command-started' ? {...view, began: {marker: event.marker, steadyMs}} : view
}

/** Something that is no command began, or is over. */
export function active(view: WizardView, text: string | undefined, nowMs: number): WizardView {
  const {activity: _, ...rest} = view
  return {...rest, sinceMs: nowMs, ...(text === undefined ? {} : {activity: {text, sinceMs: nowMs}})}
}

/** How far the activity is; what comes when it is over changes nothing. */
export function advanced(view: WizardView, amount: Amount): WizardView {
  return view.activity === undefined ? view : {...view, activity: {...view.activity, amount}}
}

/** A session read from the state file, with what had happened in it. */
export function resumed(view: WizardView, session: Session, happened: readonly Happening[]): WizardView {
  return {...withSession(view, session), happened}
}

function withSession(view: WizardView, session: Session): WizardView {
  return withCommand({...view, session})
}

function withHappening({session, happened}: WizardView, event: TimedEvent): readonly Happening[] {
  const one = happening(session, event)
  if (one === undefined) return happened
  return event.event.type === 'session-started' ? [one] : [...happened, one].slice(-mostHappenings)
}

/** Output arrived, or other lines of it were read. Who scrolled up keeps the lines in view. */
export function tailed(view: WizardView, tail: Tail): WizardView {
  return {...view, tail}
}

/** What was seen of the command that runs. */
export function lived(view: WizardView, sign: LifeSign | undefined): WizardView {
  const {life: _, ...rest} = view
  return sign === undefined ? rest : {...rest, life: sign}
}

export function said(view: WizardView, line: string): WizardView {
  return {...view, said: [...view.said, line].slice(-keptSaid)}
}

/** What somebody said to the others; the last two are shown. */
export function heard(view: WizardView, line: string): WizardView {
  return {...view, heard: [...(view.heard ?? []), line].slice(-keptHeard)}
}

/** What was said to each other is no news any more. */
export function unheard({heard: _, ...view}: WizardView): WizardView {
  return view
}

/** Whether the host of this guest is reached. */
export function away({isAway: _, ...view}: WizardView, isAway: boolean): WizardView {
  return isAway ? {...view, isAway} : view
}

/** Changes only this person's screen. An optional member given as undefined is taken out. */
export function localChanged(view: WizardView, change: LocalChange): WizardView {
  const {input, hint, echo, ...rest} = {...view.local, ...change}
  const local = {
    ...rest,
    ...(input === undefined ? {} : {input}),
    ...(hint === undefined ? {} : {hint}),
    ...(echo === undefined ? {} : {echo}),
  }
  return {...view, local}
}

type Optional = 'input' | 'hint' | 'echo'
export type LocalChange = Partial<Omit<LocalView, Optional>> & {
  readonly [K in Optional]?: LocalView[K] | undefined
}

/** The pane shows the latest command of the step that is asked about, or of the one that is being worked on. */
function withCommand(view: WizardView): WizardView {
  const {command: before, running: _, ...rest} = view
  const command = commandOf(view)
  if (command === undefined) return {...rest, tail: emptyTail}
  const isSame = before?.marker === command.marker
  const tail = isSame ? view.tail : emptyTail
  const {reading} = view.local
  // What one prefers outlasts the command, where one was in its output doesn't.
  const local = {...view.local, reading: isSame ? reading : {...freshReading, isWrapped: reading.isWrapped}}
  const next = {...rest, command, tail, local}
  return command.ended === undefined ? {...next, running: command} : next
}

function commandOf(view: WizardView): CommandSession | undefined {
  if (view.session === undefined) return undefined
  const subject = view.question?.subject
  const asksAbout = subject !== undefined && 'stepId' in subject ? subject.stepId : undefined
  const step = view.session.steps.find(one => one.plan.id === asksAbout) ?? currentStep(view.session)
  const commands = step?.commands ?? []
  // What ran aside is shown while it runs; then the step's own command is of interest again.
  return commands.findLast(({ended}) => ended === undefined) ?? commands.findLast(({isAside}) => isAside !== true)
}

function firstHighlight({subject}: Question): number {
  if (subject.kind === 'checklist') return suggestedItem(subject)
  return subject.kind === 'target' ? suggestedIndex(subject) : 0
}

const keptSaid = 20
const keptHeard = 2
