import type {Question} from '../domain/question.ts'

/** The commands that answer a question which nobody answered, the most particular first. */
export function waysToAnswer({subject}: Question): readonly string[] {
  switch (subject.kind) {
    case 'start':
    case 'resume':
    case 'plan':
    case 'before-step':
    case 'after-step':
    case 'checklist':
      return [accept, byHand]
    case 'target':
      return ['To choose a release: upgrade-wizard run --yes --wasmtime VERSION', byHand]
    case 'on-purpose':
      return ['To say it beforehand: upgrade-wizard run --yes --on-purpose keep, or raise', byHand]
    case 'blocked-step':
      return ['To leave out what is blocked: upgrade-wizard run --yes --on-failure continue', byHand]
    case 'refused-commit':
      return [
        'To try again, when its cause is mended: upgrade-wizard run --yes',
        'To go on without such commits: upgrade-wizard run --yes --on-failure continue',
        byHand,
      ]
    case 'low-room':
      return ['To go on when there is room: upgrade-wizard run --yes', byHand]
    case 'edited-file':
      return [byHand, 'To put everything back and keep such edits: upgrade-wizard undo --all --edited keep']
    case 'leftover':
      return ['To remove it without being asked: upgrade-wizard undo --remove-toolchains']
    case 'undo':
      return ['To undo without being asked: upgrade-wizard undo --all, or undo and the name of a step', byHand]
    case 'consent':
      return consentBeforehand(subject)
    case 'report':
      return ['To read it: upgrade-wizard report']
    default:
      return subject satisfies never
  }
}

function consentBeforehand({to, key}: Extract<Question['subject'], {kind: 'consent'}>): readonly string[] {
  if (to === 'commands') return [`To allow exactly these: upgrade-wizard run --yes --allow-commands ${key}`, byHand]
  if (to === 'approval') return [byHand]
  if (to === 'sharing') return []
  if (to === 'people') return ['To say it beforehand: upgrade-wizard run --pair "Name <mail>"']
  return [
    `To go on with it: upgrade-wizard run --yes --allow-session ${key}`,
    'To put its state file aside and start anew: upgrade-wizard run --yes --fresh',
    byHand,
  ]
}

const accept = 'To let every step that verifies be accepted: upgrade-wizard run --yes'
const byHand = 'To decide by hand: upgrade-wizard run, in a terminal; with --screen-reader in numbered lines'
