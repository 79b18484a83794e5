import type {Question} from '../../domain/question.ts'

/** The last question of an upgrade that is done: its report in Markdown, to be read before the wizard ends. */
export function reportQuestion(markdown: string): Question {
  return {
    id: 'report',
    title: 'The upgrade is done',
    subject: {kind: 'report', markdown, path: '.upgrade-wizard/report.md'},
    options: [
      {id: 'undo', key: 'u', label: 'Undo', isAside: true},
      {id: 'quit', key: 'q', label: 'Quit'},
    ],
    recommended: 'quit',
  }
}
