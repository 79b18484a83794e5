import {createHash} from 'node:crypto'
import {lstat, mkdir, writeFile} from 'node:fs/promises'
import {homedir} from 'node:os'
import path from 'node:path'
import {isSystemError} from '../../system/system-error.ts'
import type {Environment} from '../environment.ts'

/** What a person agreed to on this machine: commands by the SHA-256 of their text, sessions and bisections by their id. */
export type Agreements = {
  has(to: AgreedTo, key: string): Promise<boolean>
  /** False where it can't be kept: then it counts for now, and is asked again. */
  remember(to: AgreedTo, key: string): Promise<boolean>
}
export type AgreedTo = 'commands' | 'session' | 'bisection'

/**
 * The agreements about one repository (its real path). They are files in the person's own state folder, never in the repository,
 * which could bring them along; where that folder lies in the repository, nothing counts as agreed to.
 */
export function openAgreements({variables, clock}: Pick<Environment, 'variables' | 'clock'>, root: string): Agreements {
  const folder = agreedFolder(variables)
  const isOutside = path.relative(root, folder).split(path.sep)[0] === '..'
  const fileOf = (to: AgreedTo, key: string) => {
    const name = createHash('sha256')
      .update(JSON.stringify([to, root, key]))
      .digest('hex')
    return path.join(folder, `${name}.json`)
  }
  return {
    async has(to, key) {
      if (!isOutside) return false
      const found = await lstat(fileOf(to, key)).catch(() => undefined)
      return found?.isFile() === true
    },
    async remember(to, key) {
      if (!isOutside) return false
      const said = {schema: 'upgrade-wizard/agreed/1', to, key, repository: root, at: clock.now().toISOString()}
      try {
        await mkdir(folder, {recursive: true, mode: 0o700})
        await writeFile(fileOf(to, key), `${JSON.stringify(said)}\n`, {flag: 'wx', mode: 0o600})
        return true
      } catch (error) {
        return isSystemError(error, 'EEXIST')
      }
    },
  }
}

/** Where the XDG base directories put what is to last and isn't worth copying to another machine. */
function agreedFolder(variables: Environment['variables']): string {
  const set = variables.XDG_STATE_HOME ?? ''
  const state = path.isAbsolute(set) ? set : path.join(variables.HOME || homedir(), '.local', 'state')
  return path.join(state, 'upgrade-wizard', 'agreed')
}
