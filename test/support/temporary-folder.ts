import {mkdtempSync, realpathSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {onTestFinished} from 'vitest'

/** A new folder with its real path, removed when the test is over. For use inside a test, not in a hook. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-')))
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
  return folder
}
