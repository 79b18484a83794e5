import type {Paint} from '../domain/paint.ts'
import type {Candidate, Target} from '../domain/target.ts'
import {lineWidth, table, wrap} from './text-layout.ts'

/** The candidates side by side, the chosen one marked, and below why the others weren't taken. */
export function describeCandidates(candidates: readonly Candidate[], target: Target, paint: Paint): readonly string[] {
  if (candidates.length === 0) return []
  const isCounted = candidates.every(({breakingUses}) => breakingUses !== undefined)
  const [head = '', ...rows] = table(
    [
      [...heads, ...(isCounted ? ['auto', 'hand', 'silent'] : ['breaking'])],
      ...candidates.map(candidate => [...cells(candidate, target), ...breaking(candidate, isCounted)]),
    ],
    new Set([4, 5, 6, 7, 8, 9]),
  )
  const isChosen = (index: number) => candidates[index]?.wasmtime === target.wasmtime
  return [
    paint.dim(`  ${head}`),
    ...rows.map((row, index) => `  ${isChosen(index) ? paint.green(row) : row}`),
    ...legend(isCounted).map(line => paint.dim(line)),
    ...candidates.filter(({wasmtime}) => wasmtime !== target.wasmtime).flatMap(otherwise),
  ]
}

function legend(isCounted: boolean): readonly string[] {
  return isCounted
    ? [
        '  fixes, open: known advisories; auto, hand: places in this code that break,',
        '  rewritten or for people; silent: those that compile and behave differently',
      ]
    : ['  fixes, open: known advisories; breaking: API changes on the way, met or not']
}

const heads = ['', 'wasmtime', 'released', 'support ends', 'Rust', 'fixes', 'open']

function cells(candidate: Candidate, target: Target): readonly string[] {
  return [
    candidate.wasmtime === target.wasmtime ? '→' : ' ',
    candidate.wasmtime,
    candidate.releasedOn ?? '',
    candidate.supportEnds,
    candidate.rust.version,
    String(candidate.advisoriesFixed.length),
    String(candidate.advisoriesOpen.length),
  ]
}

function breaking({breakingUses, breakingChanges}: Candidate, isCounted: boolean): readonly string[] {
  if (!isCounted || breakingUses === undefined) return [String(breakingChanges.automatic + breakingChanges.manual)]
  const {automatic, manual, silent} = breakingUses
  return [String(automatic), String(manual), String(silent)]
}

function otherwise({wasmtime, title, why}: Candidate): readonly string[] {
  return wrap(`${wasmtime} (${title}): ${why}`, lineWidth - 4, 2).map(line => `    ${line}`)
}
