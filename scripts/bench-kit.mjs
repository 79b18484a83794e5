// What the benchmarks share: running programs, statistics that noise can't fool, and the table they print.
import {spawn} from 'node:child_process'
import {cpus, loadavg} from 'node:os'
import {environment, root} from './lay-out.mjs'

// Linux counts the parent's memory in a child's `maxRSS`; VmHWM starts anew with the program.
const tellPeak = `data:text/javascript,${encodeURIComponent(`
import {existsSync, readFileSync, writeSync} from 'node:fs'
process.on('exit', () => {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  writeSync(3, /VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? String(process.resourceUsage().maxRSS))
})`)}`

// Other work on the machine can only add time. So a limit counts as exceeded when the median is over it by more than this
// and the quicker quarter of the rounds is over it too.
export const noiseMargin = 0.15

/** Milliseconds from the start of a program to its end. */
export async function wholeRun(args, command = process.execPath, {cwd = root, env = environment(), codes = [0]} = {}) {
  const began = performance.now()
  const {code, stderr} = await ended(spawn(command, args, {cwd, env, stdio: ['ignore', 'ignore', 'pipe']}))
  const ms = performance.now() - began
  if (!codes.includes(code)) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${stderr}`)
  return ms
}

export function bareNode() {
  return wholeRun(['-e', ''])
}

export function ended(child) {
  let stderr = ''
  child.stderr?.on('data', data => {
    stderr += data
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve({code, stderr}))
  })
}

/** Most memory a program had at one time, in MiB. It may end with one of these codes. */
export async function peakMemory(args, codes = [0]) {
  const child = spawn(process.execPath, ['--import', tellPeak, ...args], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let told = ''
  child.stdio[3]?.on('data', data => {
    told += data
  })
  const {code, stderr} = await ended(child)
  if (!codes.includes(code)) throw new Error(`${args.join(' ')} ended with ${code}\n${stderr}`)
  return Number(told) / 1024
}

/** A row about a time and how it compares; `samples` are {ms, ratio}, and the limit is a ratio. */
export function describeRatio(name, limit, samples, margin = noiseMargin) {
  const ms = `${Math.round(median(samples.map(sample => sample.ms)))} ms`
  const judged = judge(
    samples.map(({ratio}) => ratio),
    limit,
    margin,
  )
  const cells = [name, ms, times(judged.middle), `${judged.quick.toFixed(2)} – ${judged.slow.toFixed(2)}`]
  return {isOver: judged.isOver, row: [...cells, limit === undefined ? '' : times(limit), judged.verdict]}
}

/** A row about something that is measured as it is: bytes, a share of a core. */
export function describeLevel(name, unit, limit, values, margin = noiseMargin) {
  const {middle, quick, slow, isOver, verdict} = judge(values, limit, margin)
  const told = value => `${value < 10 ? value.toFixed(1) : Math.round(value)}`
  const spread = values.length > 1 ? `${told(quick)} – ${told(slow)}` : ''
  const most = limit === undefined ? '' : `${limit} ${unit}`
  return {isOver, row: [name, `${told(middle)} ${unit}`, '', spread, most, verdict]}
}

function judge(values, limit, margin) {
  const sorted = values.toSorted((a, b) => a - b)
  const [quick, middle, slow] = [0.25, 0.5, 0.75].map(share => quantile(sorted, share))
  const isOver = limit !== undefined && middle > limit * (1 + margin) && quick > limit
  return {quick, middle, slow, isOver: isOver && !isBusy(), verdict: verdictOf(middle, limit, isOver)}
}

function verdictOf(middle, limit, isOver) {
  if (limit === undefined) return ''
  if (isOver) return isBusy() ? 'over, on a busy machine' : 'too much'
  return middle > limit ? 'over, within the noise' : 'ok'
}

/** More than twice as many programs want to run as can: what is measured then says little about one of them. */
function isBusy() {
  return (loadavg()[0] ?? 0) > 2 * cpus().length
}

function times(ratio) {
  return `${Number(ratio.toFixed(2))} ×`
}

export function printTable(title, rows) {
  const all = [['', 'median', 'ratio', 'middle half', 'limit', ''], ...rows]
  const widths = all[0].map((_, at) => Math.max(...all.map(row => row[at]?.length ?? 0)))
  console.log(`${title}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model?.trim()}`)
  for (const row of all)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

export function median(numbers) {
  return quantile(
    numbers.toSorted((a, b) => a - b),
    0.5,
  )
}

/** Between two of the sorted numbers where the share falls between them. */
export function quantile(sorted, share) {
  const at = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low + (high - low) * (at - Math.floor(at))
}
