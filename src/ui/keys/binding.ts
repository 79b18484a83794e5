import type {WheelMove} from '../../domain/wheel-view.ts'
import type {Direction} from '../../output/find-line.ts'
import type {TabId} from '../../store/view.ts'
import type {Place} from '../intents.ts'

/** What a key does, as data; `perform.ts` carries it out. */
export type Action =
  | {readonly kind: 'answer'; readonly option: string; readonly text?: string; readonly item?: string}
  | {readonly kind: 'open-input'; readonly option: string}
  | {readonly kind: 'submit-input'}
  | {readonly kind: 'edit-input'; readonly edit: 'erase' | 'clear'}
  | {readonly kind: 'close'}
  | {readonly kind: 'highlight'; readonly by: number}
  | {readonly kind: 'scroll'; readonly by: ScrollStep}
  | {readonly kind: 'tick'; readonly what: 'step' | 'phase'}
  | {readonly kind: 'help'}
  | {readonly kind: 'open-tab'; readonly tab: TabId}
  | {readonly kind: 'open-search'}
  | {readonly kind: 'open-say'}
  | {readonly kind: 'wrap'}
  | {readonly kind: 'sideways'; readonly by: -1 | 1 | 'edge'}
  | {readonly kind: 'ask-quit'}
  | {readonly kind: 'ask-wheel'}
  | {readonly kind: 'wheel'; readonly move: WheelMove}
  | {readonly kind: 'quit'}
  | {readonly kind: 'interrupt'}
  | {readonly kind: 'edit'; readonly place: Place}
  | OutputAction
  | {readonly kind: 'suspend'}
  | {readonly kind: 'repaint'}

/** What reaches further and only the output of a command has; `perform-output.ts` carries it out. */
export type OutputAction =
  | {readonly kind: 'find-again' | 'find-error'; readonly direction: Direction}
  | {readonly kind: 'copy'; readonly what: 'output' | 'command'}
  | {readonly kind: 'open-log'; readonly how: 'pager' | 'editor'}

export type ScrollStep = number | 'page-up' | 'page-down' | 'top' | 'end'

export type Binding = {
  /** Names as `key-name.ts` gives them; the first is the one that is shown. */
  readonly keys: readonly [string, ...string[]]
  /** How the key is written on the screen, where that isn't its name. */
  readonly shown?: string
  readonly label: string
  /** The same in words that are true on every screen, where the label isn't: what the README says. */
  readonly about?: string
  readonly action: Action
  readonly disabledBecause?: string
  /** Where it is told: the footer holds what matters now, the gate its own options, the help everything. */
  readonly shownIn: 'footer' | 'gate' | 'help'
}

/** Scrolling what is read. */
export function page(by: ScrollStep): Action {
  return {kind: 'scroll', by}
}
