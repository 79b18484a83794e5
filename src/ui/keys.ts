import type {Option, Question} from '../domain/question.ts'
import type {WizardView} from '../store/view.ts'
import {diagnosedIn} from './causes.ts'
import {choicesOf, mendOne} from './choices.ts'
import type {Place} from './intents.ts'
import {placeIn} from './place-in.ts'

/** What a key does, as data; `perform.ts` carries it out. */
export type Action =
  | {readonly kind: 'answer'; readonly option: string; readonly text?: string; readonly item?: string}
  | {readonly kind: 'open-input'; readonly option: string}
  | {readonly kind: 'submit-input'}
  | {readonly kind: 'edit-input'; readonly edit: 'erase' | 'clear'}
  | {readonly kind: 'close'}
  | {readonly kind: 'highlight'; readonly by: number}
  | {readonly kind: 'scroll'; readonly by: ScrollStep}
  | {readonly kind: 'help'}
  | {readonly kind: 'switch-pane'}
  | {readonly kind: 'ask-quit'}
  | {readonly kind: 'quit'}
  | {readonly kind: 'interrupt'}
  | {readonly kind: 'edit'; readonly place: Place}
  | {readonly kind: 'suspend'}
  | {readonly kind: 'repaint'}

export type ScrollStep = number | 'page-up' | 'page-down' | 'top' | 'end'

export type Binding = {
  /** Names as `key-name.ts` gives them; the first is the one that is shown. */
  readonly keys: readonly [string, ...string[]]
  /** How the key is written on the screen, where that isn't its name. */
  readonly shown?: string
  readonly label: string
  readonly action: Action
  readonly disabledBecause?: string
  /** Where it is told: the footer holds what matters now, the gate its own options, the help everything. */
  readonly shownIn: 'footer' | 'gate' | 'help'
}

/** Every key that means something now, the most particular first. Footer, gate and help are made from it. */
export function bindingsOf(view: WizardView): readonly Binding[] {
  const {local} = view
  if (local.input !== undefined) return [...inputKeys, ...always]
  if (local.confirmsQuit) return [...confirmKeys, ...always]
  if (local.help) return [...helpKeys, ...always]
  return [...questionKeys(view), ...movement(view), ...leaving(view), ...always]
}

/** The binding of a key, if it has one. */
export function bindingFor(view: WizardView, key: string): Binding | undefined {
  return bindingsOf(view).find(binding => binding.keys.includes(key))
}

/** What choosing an option does first: some want a line of text or a typed word. */
function actionOf(view: WizardView, question: Question, option: Option): Action {
  const {subject} = question
  const {highlight} = view.local
  if (option.id === mendOne || option.id === 'skip') {
    const proposal = diagnosedIn(view)?.causes[highlight]?.proposal?.id
    if (proposal !== undefined) return {kind: 'answer', option: option.id === mendOne ? 'mend' : 'skip', text: proposal}
  }
  if (subject.kind === 'target' && option.id === 'choose') {
    const version = subject.candidates[highlight]?.wasmtime
    return {kind: 'answer', option: option.id, ...(version === undefined ? {} : {text: version})}
  }
  if (option.typed !== undefined || option.takesText === true) return {kind: 'open-input', option: option.id}
  const item = markedItem(question, highlight)
  return {kind: 'answer', option: option.id, ...(item === undefined ? {} : {item})}
}

/** The item of a checklist that an answer is about. */
export function markedItem({subject}: Question, highlight: number): string | undefined {
  return subject.kind === 'checklist' ? subject.items[highlight]?.id : undefined
}

function questionKeys(view: WizardView): Binding[] {
  const {question, local} = view
  if (question === undefined || local.isGuarded) return []
  const options = choicesOf(view)
  const bindings = options.map(option => optionBinding(view, question, option))
  const recommended = options.find(option => option.id === question.recommended)
  if (recommended === undefined || recommended.disabledBecause !== undefined) return [...bindings, ...editing(view)]
  const action = actionOf(view, question, recommended)
  // Enter comes first in the footer, the same on every screen.
  const enter: Binding = {keys: ['enter'], label: lowerFirst(recommended.label), action, shownIn: 'footer'}
  return [...bindings, enter, ...editing(view)]
}

function optionBinding(view: WizardView, question: Question, option: Option): Binding {
  const {key, label, disabledBecause} = option
  const binding: Binding = {keys: [key], label, action: actionOf(view, question, option), shownIn: 'gate'}
  return disabledBecause === undefined ? binding : {...binding, disabledBecause}
}

/** The place on the screen in one's own editor. */
function editing(view: WizardView): Binding[] {
  const place = placeIn(view)
  return place === undefined ? [] : [{keys: ['e'], label: 'edit', action: {kind: 'edit', place}, shownIn: 'footer'}]
}

function movement(view: WizardView): Binding[] {
  const kind = view.question?.subject.kind
  const scroll: Binding[] = [
    {keys: ['pageup', 'ctrl-u'], shown: 'PgUp PgDn', label: 'scroll', action: page('page-up'), shownIn: 'footer'},
    {
      keys: ['pagedown', 'ctrl-d', 'space'],
      shown: 'PgDn',
      label: 'scroll down',
      action: page('page-down'),
      shownIn: 'help',
    },
    {keys: ['g', 'home'], label: 'to the top', action: page('top'), shownIn: 'help'},
    {keys: ['G', 'end'], label: 'to the end, and follow it', action: page('end'), shownIn: endPlace(view)},
  ]
  // The table of targets moves its own mark: ink-select-input reads these keys itself.
  if (kind === 'target')
    return [
      {keys: ['table'], shown: '↑ ↓', label: 'compare', action: {kind: 'highlight', by: 0}, shownIn: 'footer'},
      ...scroll,
    ]
  const row = listedRow(view)
  if (row !== undefined) {
    return [
      {keys: ['down', 'j'], shown: '↑ ↓', label: row, action: {kind: 'highlight', by: 1}, shownIn: 'footer'},
      ...paneKeys(view),
      {keys: ['up', 'k'], label: `${row} before`, action: {kind: 'highlight', by: -1}, shownIn: 'help'},
      ...scroll,
    ]
  }
  const lines: Binding[] = [
    {keys: ['up', 'k'], label: 'a line up', action: page(-1), shownIn: 'help'},
    {keys: ['down', 'j'], label: 'a line down', action: page(1), shownIn: 'help'},
  ]
  return [...paneKeys(view), ...scroll, ...lines]
}

/** What the list is of whose mark moves; undefined when none does. */
function listedRow(view: WizardView): string | undefined {
  const kind = view.question?.subject.kind
  if (kind === 'plan') return 'step'
  if (kind === 'checklist') return 'item'
  return diagnosedIn(view) === undefined ? undefined : 'cause'
}

function paneKeys({question, command, local}: WizardView): Binding[] {
  if (question?.subject.kind !== 'after-step' || question.subject.outcome.kind === 'ok' || command === undefined)
    return []
  const label = local.showsOutput ? 'problem' : 'output'
  return [{keys: ['tab'], label, action: {kind: 'switch-pane'}, shownIn: 'footer'}]
}

function endPlace({local}: WizardView): 'footer' | 'help' {
  return local.logEnd === undefined ? 'help' : 'footer'
}

function leaving({question, running}: WizardView): Binding[] {
  const help: Binding = {keys: ['?'], label: 'help', action: {kind: 'help'}, shownIn: 'footer'}
  const quit = question?.options.find(option => option.id === 'quit' && option.disabledBecause === undefined)
  if (quit !== undefined)
    return [help, {keys: ['q'], label: 'quit', action: {kind: 'answer', option: 'quit'}, shownIn: 'footer'}]
  if (running === undefined || question !== undefined)
    return [help, {keys: ['q'], label: 'quit', action: {kind: 'quit'}, shownIn: 'footer'}]
  return [cancel, help, {keys: ['q'], label: 'quit', action: {kind: 'ask-quit'}, shownIn: 'footer'}]
}

function page(by: ScrollStep): Action {
  return {kind: 'scroll', by}
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text
}

const inputKeys: readonly Binding[] = [
  {keys: ['enter'], label: 'take it', action: {kind: 'submit-input'}, shownIn: 'footer'},
  {keys: ['esc'], label: 'back', action: {kind: 'close'}, shownIn: 'footer'},
  {keys: ['ctrl-u'], label: 'clear', action: {kind: 'edit-input', edit: 'clear'}, shownIn: 'footer'},
  {keys: ['backspace', 'delete'], label: 'erase', action: {kind: 'edit-input', edit: 'erase'}, shownIn: 'help'},
]

const confirmKeys: readonly Binding[] = [
  {keys: ['y'], label: 'quit', action: {kind: 'quit'}, shownIn: 'footer'},
  {keys: ['n', 'esc', 'q'], label: 'stay', action: {kind: 'close'}, shownIn: 'footer'},
]

const helpKeys: readonly Binding[] = [
  {keys: ['?', 'esc', 'q'], label: 'close the help', action: {kind: 'close'}, shownIn: 'footer'},
  {keys: ['down', 'j'], shown: '↑ ↓', label: 'scroll', action: page(1), shownIn: 'footer'},
  {keys: ['up', 'k'], label: 'scroll up', action: page(-1), shownIn: 'help'},
  {keys: ['pageup', 'ctrl-u'], label: 'a page up', action: page('page-up'), shownIn: 'help'},
  {keys: ['pagedown', 'ctrl-d', 'space'], label: 'a page down', action: page('page-down'), shownIn: 'help'},
]

const cancel: Binding = {keys: ['ctrl-c'], label: 'cancel the command', action: {kind: 'interrupt'}, shownIn: 'footer'}

const always: readonly Binding[] = [
  {keys: ['esc'], label: 'back; closes help and input, never quits', action: {kind: 'close'}, shownIn: 'help'},
  {keys: ['ctrl-c'], label: 'cancel the command; twice: quit', action: {kind: 'interrupt'}, shownIn: 'help'},
  {keys: ['ctrl-l'], label: 'draw the screen again', action: {kind: 'repaint'}, shownIn: 'help'},
  {keys: ['ctrl-z'], label: 'to the shell; `fg` comes back', action: {kind: 'suspend'}, shownIn: 'help'},
]
