import type {Tree} from '../domain/ports.ts'
import type {Session} from '../journal/session.ts'
import type {Environment} from './environment.ts'
export async function renderReport(_env: Environment, _tree: Tree, session: Session): Promise<string> {
  return `# ${session.sessionId}\n`
}
