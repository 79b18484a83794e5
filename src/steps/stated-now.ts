import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {Finding} from '../domain/finding.ts'
import type {LineContext} from '../scan/document-context.ts'

/** One line of a guide and what stands around it. */
export type StatedLine = LineContext & {readonly line: string}

/**
 * Whether a line of a guide tells its readers what they need or get now, so that a version in it has to follow an upgrade. What
 * tells the past, a plan, an error, another project's need or what a release brought doesn't; when in doubt it doesn't.
 */
export function statesNow(finding: Finding, {line, fence, headings}: StatedLine): boolean {
  if (/^\s*>/.test(line) || headings.some(title => pastHeading.test(title))) return false
  const words = line.replace(address, ' ')
  // An address goes on leading to where it led.
  if (pastLine.test(words) || (line.match(address) ?? []).some(one => one.includes(finding.value))) return false
  return fence === undefined ? statedInProse(finding, line) : statedInCode(finding, line, fence)
}

function statedInProse({kind, value, crate}: Finding, line: string): boolean {
  if (/^\s{0,3}#{1,6}\s/.test(line) || /[✅☑✔❌]|\[x\]/i.test(line)) return false
  if (kind === 'wasm-target') return value === wasiTargetRename.old
  if (kind === 'crate-version') return crate !== undefined && statesUse(crate, value, line)
  return rustNeed.test(startOf(line)) && isNeeded(value, line)
}

/** `| Runtime | Wasmtime 34 |`, `- **Runtime**: Wasmtime 34 with …`, `built with wasmtime 34`. */
function statesUse(crate: string, value: string, line: string): boolean {
  const name = `${escaped(crate)}[\\s\`*:]{1,4}v?${escaped(value)}(?!\\s*\\+|[\\w.]*\\d)`
  const cell = new RegExp(
    `(?:\\||^[-*+]|^[-*+]?[ \\t]{0,4}[\`*_\\w /-]{1,40}:[*_]{0,2})[ \\t]{0,4}[\`*_]{0,3}${name}`,
    'i',
  )
  const use = new RegExp(
    `\\b(?:uses?|using|(?:built|runs?) (?:with|on)|based on|powered by)\\s+[\`*_]{0,3}${name}`,
    'i',
  )
  return cell.test(line.trim()) || use.test(line)
}

/** `Rust 1.75+`, `>= 1.75`, `1.75 or later`, `MSRV: 1.75`, `requires Rust 1.75`. */
function isNeeded(value: string, line: string): boolean {
  const number = escaped(value)
  const after = new RegExp(
    `${number}[\`*_]{0,3}\\s{0,2}(?:\\+|\\(?(?:or|and) (?:later|newer|higher|above|greater))`,
    'i',
  )
  const before = new RegExp(`(?:>=|≥|\\b(?:msrv|minimum|at least|requires?|needs?)\\b[^.;]{0,40})\\s?v?${number}`, 'i')
  return after.test(line) || before.test(line)
}

/** Commands and settings that readers copy; what a program printed is none. */
function statedInCode({kind, value, crate}: Finding, line: string, fence: string): boolean {
  if (/^(diff|patch|text|txt|output|log)$/.test(fence) || /^\s*(#|\/\/|;|[-+] )/.test(line)) return false
  const number = escaped(value)
  if (kind === 'wasm-target') return value === wasiTargetRename.old
  if (kind === 'crate-version') return isEntry(crate ?? '', line)
  const instruction = new RegExp(
    `^\\s*FROM\\s+(?:--platform=\\S{1,40}\\s+)?(?:docker\\.io/)?(?:library/)?rust:${number}(?:-(?:slim|alpine|bookworm|slim-bookworm|trixie|slim-trixie))?(?:\\s|$)` +
      `|\\brustup\\s.{0,80}\\b${number}\\b|\\bcargo\\s+\\+${number}\\b|\\bRUST_VERSION\\s{0,2}[?:]?=\\s{0,2}["']?${number}\\b` +
      `|^\\s*(?:rust-version|channel|msrv)\\s*=\\s*"${number}"|^\\s*(?:- )?toolchain:\\s*["']?${number}\\b`,
  )
  return instruction.test(line)
}

/** A dependency as a manifest has it, on one line. */
function isEntry(crate: string, line: string): boolean {
  const start = new RegExp(`^\\s*${escaped(crate)}\\s*=\\s*(?:"[^"]*"|\\{[^{}]*\\})\\s*(?:#.*)?$`)
  return start.test(line)
}

/** The line without list marks, emphasis, badges and the cells before one that names Rust. */
function startOf(line: string): string {
  return line
    .replace(/^[\s|>*+\-\d.)[\]]+/, '')
    .replace(/^[`*_]{1,3}/, '')
    .replace(/^(?:stable|a|the|latest)\s+/i, '')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const address = /\]\([^()\s]{0,500}\)|https?:\/\/[^\s)]{1,500}/g
const rustNeed =
  /^(?:\W{0,4}(?:rust|rustc|cargo|msrv|minimum|toolchain)(?![-\w])|requires?\b|needs?\b|(?:ensure|install|make sure|get|use)\b.{0,20}\brust|you(?:'ll|’ll| will)? (?:need|must|should)\b|at least\b|(?:this|the) (?:project|crate|repository|library|tool|workspace|package)\b.{0,20}\b(?:needs?|requires?)\b)/i
const pastHeading =
  /\b(change ?log|changes|history|roadmap|release notes|what.?s new|milestones?|status|phase|migrat\w+|upgrad\w+|known issues|benchmarks?|results?|future|planned|todo|troubleshooting|limitations?)\b/i
const pastLine =
  /\b(since|until|introduced|stabili[sz]ed|was|were|had|been|dropped|upgrad\w*|downgrad\w*|migrat\w*|previous\w*|former\w*|old|older|legacy|deprecated|renamed|replaced|removed|used to|before|after|no longer|changed?|bump\w*|instead|vs\.?|versus|issues?|bug|todo|fixme|workaround|errors?|fail\w*|broken|breaking|cve|rustsec|advisor\w*|fixe[sd]|history|tested|benchmarked|measured|as of|due to|because|blocked|supports|provides|offers|allows|enables|includes|ships|brings|new in|api|planned|roadmap|v?\d+ to v?\d+)\b|→|->|=>/i
