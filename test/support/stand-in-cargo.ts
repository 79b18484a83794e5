import {chmod, mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {execa} from 'execa'

/**
 * A `cargo` that is the real one for everything but `check`, for which it runs this JavaScript, in a folder beside the
 * repository. Gives the environment in which it is found first.
 */
export async function standInCargo(root: string, check: string): Promise<Record<string, string>> {
  const folder = path.join(root, '../stand-in')
  await mkdir(folder, {recursive: true})
  const {stdout: real} = await execa('sh', ['-c', 'command -v cargo'])
  await writeFile(path.join(folder, 'check.mjs'), check)
  const script = `#!/bin/sh\n[ "$1" = check ] && exec '${process.execPath}' '${folder}/check.mjs'\nexec '${real}' "$@"\n`
  await writeFile(path.join(folder, 'cargo'), script)
  await chmod(path.join(folder, 'cargo'), 0o755)
  return {PATH: `${folder}:${process.env.PATH ?? ''}`}
}
