import type {Paint} from '../domain/paint.ts'
import type {Candidate, Target} from '../domain/target.ts'
import {lineWidth, table, wrap} from './text-layout.ts'

/** The candidates side by side, the chosen one marked, and below why the others weren't taken. */
export function describeCandidates(candidates: readonly Candidate[], target: Target, paint: Paint): readonly string[] {
  if (candidates.length === 0) return []
  const [head = '', ...rows] = table(
    [heads, ...candidates.map(candidate => cells(candidate, target))],
    new Set([4, 5, 6, 7]),
  )
  const isChosen = (index: number) => candidates[index]?.wasmtime === target.wasmtime
  return [
    paint.dim(`  ${head}`),
    ...rows.map((row, index) => `  ${isChosen(index) ? paint.green(row) : row}`),
    paint.dim('  fixes, open: known advisories; breaking: API changes on the way, met or not'),
    ...candidates.filter(({wasmtime}) => wasmtime !== target.wasmtime).flatMap(otherwise),
  ]
}

const heads = ['', 'wasmtime', 'released', 'support ends', 'Rust', 'fixes', 'open', 'breaking']

function cells(candidate: Candidate, target: Target): readonly string[] {
  const {automatic, manual} = candidate.breakingChanges
  return [
    candidate.wasmtime === target.wasmtime ? '→' : ' ',
    candidate.wasmtime,
    candidate.releasedOn,
    candidate.supportEnds,
    candidate.rust.version,
    String(candidate.advisoriesFixed.length),
    String(candidate.advisoriesOpen.length),
    String(automatic + manual),
  ]
}

function otherwise({wasmtime, title, why}: Candidate): readonly string[] {
  return wrap(`${wasmtime} (${title}): ${why}`, lineWidth - 4, 2).map(line => `    ${line}`)
}
