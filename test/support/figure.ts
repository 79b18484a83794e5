import {appendFileSync} from 'node:fs'

/** Says what was measured, and once more among all figures when a whole run of the tests has ended. */
export function figure(line: string): void {
  console.log(line)
  if (process.env.UW_FIGURES !== undefined) appendFileSync(process.env.UW_FIGURES, `${line}\n`)
}
