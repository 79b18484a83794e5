import {mkdirSync, rmSync, symlinkSync} from 'node:fs'
import path from 'node:path'
import {writeFiles} from '../temporary-repository.ts'
import {fileCases} from './file-cases.ts'
import {pathCases} from './path-cases.ts'
import {stateCases} from './state-cases.ts'

/** A repository that means harm: an ordinary one with something laid into it. */
export type HostileCase = {
  /** `state: a gap in the numbers`; each once. */
  readonly name: string
  readonly lay: (root: string) => void
  /** What refuses it, by the code of its problem; undefined where it is read, or passed over. */
  readonly refused?: 'state' | 'settings'
}

export type Files = Readonly<Record<string, string | Uint8Array>>

/** All of them, the same in each run. */
export function hostileCorpus(): readonly HostileCase[] {
  return [...stateCases(), ...fileCases(), ...pathCases()]
}

/** An ordinary repository, and then the case. */
export function layOut(root: string, {lay}: Pick<HostileCase, 'lay'>): void {
  mkdirSync(root, {recursive: true})
  writeFiles(root, plainFiles)
  lay(root)
}

/** Lays these files over the ordinary ones. */
export function laying(files: Files): HostileCase['lay'] {
  return root => writeFiles(root, files)
}

/** Lays links (path → target) in place of what is there. */
export function linking(links: Readonly<Record<string, string>>): HostileCase['lay'] {
  return root => {
    for (const [file, target] of Object.entries(links)) {
      const link = path.join(root, file)
      rmSync(link, {recursive: true, force: true})
      mkdirSync(path.dirname(link), {recursive: true})
      symlinkSync(target, link)
    }
  }
}

export const manifest =
  '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.75"\n\n[dependencies]\nwasmtime = "25.0"\n'

const plainFiles: Files = {
  'Cargo.toml': manifest,
  'src/lib.rs': 'pub fn host() {}\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cargo test\n',
}
