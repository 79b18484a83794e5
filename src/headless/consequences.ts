import type {Subject} from '../domain/question.ts'

/** What comes of an option, in a few words, for those who can't see what it is about; undefined where its label says it all. */
export function consequenceOf(kind: Subject['kind'], option: string): string | undefined {
  return told[kind][option] ?? everywhere[option]
}

const everywhere: Readonly<Record<string, string>> = {
  quit: 'ends the wizard; the next start goes on from here',
  note: 'a line for the report; then this question again',
  undo: 'asks what to take back of what was done before',
}

const told: Readonly<Record<Subject['kind'], Readonly<Record<string, string>>>> = {
  start: {
    continue: 'chooses a target; nothing is written yet',
    commit: 'commits all tracked changes, then looks again',
    stash: 'stashes all tracked changes, then looks again',
    quit: 'nothing was written',
  },
  resume: {
    continue: 'goes on from the step at hand',
    undo: 'asks what; one step, several, or everything',
    fresh: 'a new session; the old state file is kept aside, the files stay as they are',
  },
  target: {quit: 'nothing was written'},
  'on-purpose': {
    keep: 'they stay as they are, and the report names them',
    raise: 'they are raised like all others',
    quit: 'nothing was written',
  },
  plan: {
    start: 'each step is asked about before it writes',
    back: 'back to the question before',
    quit: 'nothing was written',
  },
  'before-step': {
    apply: 'what it changes is saved first',
    skip: 'leaves this step out',
  },
  'after-step': {
    accept: 'goes on with the next step',
    retry: 'puts the step’s files back and starts it again',
    verify: 'proves it again; nothing is written',
    'roll-back': 'the step’s files become what they were before it',
    adopt: 'keeps the files as they are now and goes on',
    mend: 'writes what is proposed and verifies again',
    skip: 'is not proposed again for this attempt',
  },
  checklist: {
    done: 'you have dealt with it',
    'not-applicable': 'nothing has to be done here',
    open: 'takes back what was said of it',
    remark: 'a line for the report',
    accept: 'goes on; what is open stands in the report',
    retry: 'reads the code again',
  },
  'blocked-step': {
    retry: 'looks whether the cause is gone',
    skip: 'leaves this step out',
  },
  'refused-commit': {
    retry: 'commits again, with its hooks',
    adopt: 'your edits become part of the step',
    'go-on': 'its files stay as they are, without a commit',
  },
  'low-room': {
    'go-on': 'the command goes on where it stands',
    clean: 'takes away what can be built again; then this question again',
    cancel: 'ends the command; its step fails for want of room',
  },
  'edited-file': {
    keep: 'your edits stay',
    restore: 'the saved version is put back over your edits',
    edit: 'opens both in your editor; taken when no marker is left',
    back: 'nothing is undone, here or elsewhere',
  },
  leftover: {
    keep: 'it stays installed; nothing in the repository needs it any more',
    remove: 'runs the command, then looks whether it is gone',
  },
  undo: {
    undo: 'asks which of the ways back',
    back: 'undoes nothing',
  },
  consent: {
    'leave-out': 'the upgrade goes on without them',
    allow:
      'they run in steps of their own, asked about like all others; agreed to for exactly these words, in this folder',
    choose: 'asks for their names, with commas or blanks in between; then it is asked again about these alone',
    continue: 'what it saved is believed from now on, and may be written to your files',
    'go-on': 'they can come in from now on',
    fresh: 'a new session; its state file is kept aside, and nothing in it is used',
    other: 'a name, and a mail if there is one: Ada <ada@example.com>',
    nobody: 'the upgrade starts',
  },
  report: {quit: 'ends the wizard; the report stays where it is'},
}
