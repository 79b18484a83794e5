import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'

/**
 * A name for this machine that isn't its host name: hashed from the id that Linux keeps, which is not to be shown to others
 * as it is. Undefined where there is none; containers often have none.
 */
export async function machineId(): Promise<string | undefined> {
  const id = await readFile('/etc/machine-id', 'utf8').catch(() => '')
  if (!/^[0-9a-f]{32}\s*$/.test(id)) return undefined
  return createHash('sha256').update(`upgrade-wizard lock ${id.trim()}`).digest('hex').slice(0, 16)
}
