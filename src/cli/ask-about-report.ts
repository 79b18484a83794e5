import type {Ask} from '../domain/question.ts'
import type {RunResult} from './run-session.ts'

/** The last question of an upgrade that is done: its report, to be read before the wizard ends. */
export async function askAboutReport(ask: Ask, {end, report}: Pick<RunResult, 'end' | 'report'>): Promise<void> {
  if (end.kind !== 'done' || report === undefined) return
  await ask({
    id: 'report',
    title: 'The upgrade is done',
    subject: {kind: 'report', markdown: report, path: '.upgrade-wizard/report.md'},
    options: [{id: 'quit', key: 'q', label: 'Quit'}],
    recommended: 'quit',
  })
}
