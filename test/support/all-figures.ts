import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

/** Prints the figures of all files together when the last one has ended, so that they can be quoted. */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'uw-figures-'))
  const file = path.join(folder, 'figures.txt')
  writeFileSync(file, '')
  process.env.UW_FIGURES = file
  return () => {
    console.log(`\nFigures\n${readFileSync(file, 'utf8')}`)
    rmSync(folder, {recursive: true})
  }
}
