import type {AuditTool} from '../../steps/step-deps.ts'
import type {Environment} from '../environment.ts'
import {machineFolders, searchPath} from './machine-folders.ts'

/** The programs of this machine that know advisories. What a repository brings itself isn't the machine's. */
export async function auditTools(
  env: Pick<Environment, 'files' | 'variables' | 'cwd' | 'temporaryFolder'>,
  root: string,
): Promise<readonly AuditTool[]> {
  const folders = searchPath(env, machineFolders(env, root), root)
  const names = ['cargo-audit', 'cargo-deny'] as const
  const tools = await Promise.all(
    names.map(async name => ({name, program: await env.files.findProgram(name, folders)})),
  )
  return tools.flatMap(({name, program}) => (program === undefined ? [] : [{name, program}]))
}
