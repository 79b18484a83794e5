import {type CheckedItem, isToDo} from './checklist.ts'
import type {Shortage} from './disk-view.ts'
import type {Finding} from './finding.ts'
import type {Plan} from './plan.ts'
import type {Problem} from './problem.ts'
import type {FileWrite, Outcome, Proposal} from './step-kind.ts'
import type {Survey} from './survey.ts'
import type {Candidate, RoomForecast} from './target.ts'

export type Option = {
  readonly id: string
  /** The one letter that chooses it. */
  readonly key: string
  readonly label: string
  readonly disabledBecause?: string
  /** A word that must be typed before it is taken: for choices that can't be taken back easily. */
  readonly typed?: string
  /** The choice takes a line of text (a note, a version). */
  readonly takesText?: boolean
  /** Not an answer to what is asked: it has its place in the footer, not among the choices. */
  readonly isAside?: boolean
}

/** What a question is about; the screen is chosen by it. */
export type Subject =
  | {
      readonly kind: 'start'
      readonly survey: Survey
      /** The dependency tree of wasmtime as `tree` prints it; empty without a lockfile that holds it. */
      readonly tree: readonly string[]
    }
  | {readonly kind: 'resume'; readonly since: readonly string[]}
  | {
      readonly kind: 'target'
      readonly candidates: readonly Candidate[]
      /** The wasmtime version that was asked for, or chosen before; the recommended one when nothing was. */
      readonly chosen?: string
      readonly room?: RoomForecast
    }
  | {
      readonly kind: 'on-purpose'
      /** Places that state a lower Rust than the target's and look as if they were meant to. */
      readonly findings: readonly Finding[]
      readonly needed: string
    }
  /** `start` takes ids of steps to leave out, with spaces between, as `text`. */
  | {readonly kind: 'plan'; readonly plan: Plan; readonly previews: readonly StepPreview[]}
  | {
      readonly kind: 'before-step'
      readonly stepId: string
      readonly summary: string
      readonly writes: readonly FileWrite[]
    }
  | {
      readonly kind: 'after-step'
      readonly stepId: string
      readonly outcome: Outcome
      /** What may mend a failed step. `mend` takes one by its id as `text`; without text all that are safe, or all. */
      readonly proposals?: readonly Proposal[]
    }
  | {
      readonly kind: 'checklist'
      readonly stepId: string
      readonly summary: string
      readonly items: readonly ShownItem[]
      /** The item that was marked last. */
      readonly latest?: string
    }
  | {readonly kind: 'blocked-step'; readonly stepId: string; readonly problem: Problem}
  /** The files of an accepted step are written and not committed. */
  | {readonly kind: 'refused-commit'; readonly stepId: string; readonly problem: Problem}
  /** A command was paused because the disk is nearly full. `clean` takes the name of what is to be cleaned as `text`. */
  | {
      readonly kind: 'low-room'
      readonly stepId: string
      readonly command: string
      /** As it was when this was asked; absent when there is room again. */
      readonly shortage?: Shortage
    }
  | {
      readonly kind: 'edited-file'
      readonly path: string
      readonly during: string
      /** The file as it stands and the saved one, where both can be shown as text. */
      readonly difference?: Pick<UndoneFile, 'before' | 'after' | 'said'>
    }
  /** What an undone step left outside of the repository; `command` takes it away. */
  | {
      readonly kind: 'leftover'
      readonly stepId: string
      readonly step: string
      readonly what: string
      readonly command: string
    }
  | {
      readonly kind: 'undo'
      /** Steps, the latest first, then phases, parts and everything. The answer names one as its `item`. */
      readonly choices: readonly UndoChoice[]
    }
  | {readonly kind: 'report'; readonly markdown: string; readonly path: string}
  /** Something came with the repository that nobody here agreed to: commands of its own, or a session of somebody else's. */
  | {
      readonly kind: 'consent'
      /**
       * `approval`: one of two who pair wants something that both should want. `sharing`: how other users come in. `people`:
       * who takes part.
       */
      readonly to: 'commands' | 'session' | 'approval' | 'sharing' | 'people'
      /** All that is agreed to, in full. */
      readonly lines: readonly string[]
      /** What names it: the commands' SHA-256, the session's id, the hash of what is approved, a socket's path; empty for people. */
      readonly key: string
    }

/** One way back and everything it would do. */
export type UndoChoice = {
  /** A step's id, `phase:prepare`, `only:…`, `all`. */
  readonly id: string
  readonly kind: 'step' | 'phase' | 'part' | 'all'
  readonly title: string
  /** Those that are undone, in plan order. */
  readonly steps: readonly {readonly id: string; readonly title: string}[]
  /** Among them, those nobody asked for, with the step they need. */
  readonly because: readonly {readonly step: string; readonly needs: string}[]
  readonly files: readonly UndoneFile[]
  /** What stays in place outside of the repository, a sentence each. */
  readonly stays: readonly string[]
  /** What would be wrong afterwards. */
  readonly against?: Problem
  /** It isn't done because of `against`. */
  readonly isRefused?: boolean
}

/** A file that an undo would change. */
export type UndoneFile = {
  readonly path: string
  /** As it stands now; undefined when there is no file. */
  readonly before: string | undefined
  /** As it would be; where a person decides, the saved one. Undefined when there would be no file. */
  readonly after: string | undefined
  /** What happens to it, where no line of text would show that. */
  readonly said?: string
  readonly isEditedSince: boolean
  /** The edits by hand and the undo meet in one place. */
  readonly needsDecision: boolean
}

/** `frame`: the lines around its place as they are now, with the place marked, in the shape of a compiler's message. */
export type ShownItem = CheckedItem & {readonly frame?: readonly string[]}

/** What a step would write, seen from today's tree. */
export type StepPreview = {readonly stepId: string; readonly summary: string; readonly writes: readonly FileWrite[]}

/** A question is data: keys, flags, a peer or a policy may answer it. */
export type Question = {
  /** Stable: `target`, `before:raise-rust`, … the name under which `--answer` and the log know it. */
  readonly id: string
  readonly title: string
  readonly subject: Subject
  readonly options: readonly Option[]
  /** The safe choice, and the one a bare Enter takes. */
  readonly recommended: string
}

export type Answer = {
  readonly option: string
  readonly text?: string
  /** The item of a checklist that it is about. */
  readonly item?: string
  readonly by: string
}

/** Whoever answers: the screens, or the policy when nobody can. `undefined` means nobody could. */
export type Ask = (question: Question) => Promise<Answer | undefined>

/** Whether the text of an answer can be meant: where a target or steps are named by it, only those that are shown can be. */
export function isKnownText(subject: Subject, text: string): boolean {
  if (subject.kind === 'target') return subject.candidates.some(({wasmtime}) => wasmtime === text)
  if (subject.kind !== 'plan') return true
  const words = text.split(' ').filter(word => word !== '')
  return words.every(word => subject.plan.steps.some(({id}) => id === word))
}

/** Where the mark starts among the candidates: at the one that was asked for, else at the recommended one. */
export function suggestedIndex({candidates, chosen}: Extract<Subject, {kind: 'target'}>): number {
  const asked = candidates.findIndex(candidate => candidate.wasmtime === chosen)
  const recommended = candidates.findIndex(candidate => candidate.isRecommended)
  return Math.max(0, asked === -1 ? recommended : asked)
}

/** Where the mark starts in a checklist: at the first that is open, from the one that was marked last on. */
export function suggestedItem({items, latest}: Extract<Subject, {kind: 'checklist'}>): number {
  const last = items.findIndex(({id}) => id === latest)
  if (items[last]?.mark === 'open') return last
  const after = items.findIndex((item, at) => at > last && isToDo(item))
  return Math.max(0, after === -1 ? items.findIndex(isToDo) : after)
}
