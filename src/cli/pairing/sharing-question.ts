import type {Question} from '../../domain/question.ts'
import type {IssuedTokens} from '../../pair/tokens.ts'

/** How others of this machine come in, told once, at the terminal where it was asked for. */
export function sharingQuestion(path: string, {viewer, navigator}: IssuedTokens): Question {
  return {
    id: 'sharing',
    title: 'Other users of this machine can join',
    subject: {
      kind: 'consent',
      to: 'sharing',
      key: path,
      lines: [
        'Each token lets one person in, once. They are not shown again, and nothing keeps them.',
        'In a terminal of theirs, with the token typed when it is waited for:',
        '  read -rs UPGRADE_WIZARD_TOKEN; export UPGRADE_WIZARD_TOKEN',
        `  upgrade-wizard join --at ${path}`,
        'To take part:',
        `  ${navigator}`,
        'To read along:',
        `  ${viewer}`,
      ],
    },
    options: [{id: 'go-on', key: 'g', label: 'Go on'}],
    recommended: 'go-on',
  }
}
