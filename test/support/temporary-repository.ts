import {execFileSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {Tree} from '../../src/domain/ports.ts'
import {openTree} from '../../src/system/tree.ts'
import {temporaryFolder} from './temporary-folder.ts'

/** Writes files (path → text or bytes) below a folder, with the folders they need. */
export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), {recursive: true})
    writeFileSync(path.join(root, file), content)
  }
}

/** A repository on disk for one test, opened as the wizard opens it; without git unless `initGit` is called. */
export async function temporaryRepository(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Tree> {
  const root = temporaryFolder()
  writeFiles(root, files)
  return openTree(root)
}

/** Makes a folder a git repository with everything in it committed. */
export function initGit(root: string): void {
  git(root, 'init', '-q', '-b', 'main')
  git(root, 'add', '--all')
  git(root, 'commit', '-q', '--allow-empty', '-m', 'Start')
}

/** Runs git as a fixed person, whatever the machine's own settings are. */
export function git(root: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false']
  const env = {...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null'}
  return execFileSync('git', [...identity, ...args], {cwd: root, env, encoding: 'utf8'})
}
