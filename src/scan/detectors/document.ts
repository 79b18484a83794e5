import {wasiTargetRename} from '../../catalog/rust-facts.ts'
import type {Finding} from '../../domain/finding.ts'
import {isFrontDocument} from '../classify.ts'
import {familyProse} from '../family-text.ts'
import {rustNumber} from '../rust-name.ts'
import {shellStatements} from '../shell-text.ts'
import {
  type DetectorContext,
  findingsOf,
  lineAt,
  lineStarts,
  positionIn,
  type SourceFile,
  type Statement,
} from '../source-file.ts'

/**
 * Prose. What README and CONTRIBUTING of a package say a reader needs is live; everything else only mentions it.
 * Versions of wasmtime in prose are always mentions: whether a sentence is still true is for people to say.
 */
export function detectDocument(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  const isFront = isFrontDocument(file.path, ctx.packageRoots)
  const rust = withoutTables(file.text, rustStatements(file.text, isFront))
  const statements = [
    ...rust,
    ...commandStatements(file.text, isFront, ctx),
    ...familyProse(file.text, ctx.isFamily, 'prose'),
  ]
  return findingsOf(file, 'document', statements)
}

function rustStatements(text: string, isFront: boolean): readonly Statement[] {
  const isUnderNeed = headingsAbove(text)
  return patterns.flatMap(({pattern, isNeed}) =>
    [...text.matchAll(pattern)].map(match => {
      const value = match[1] ?? ''
      const start = match.index + match[0].lastIndexOf(value)
      const line = lineAt(text, start)
      const live = isFront && (isNeed || need.test(line) || isUnderNeed(start)) && !tellsPast(line)
      return {kind: 'rust-version', start, value, live, why: whyOf(live, isFront)} as const
    }),
  )
}

/** Neighbouring lines that name different versions are a table (which release needed which Rust), not a need. */
function withoutTables(text: string, statements: readonly Statement[]): readonly Statement[] {
  const lines = lineStarts(text)
  const lineOf = ({start}: Statement) => positionIn(lines, start).line
  const valuesByLine = new Map<number, Set<string>>()
  for (const statement of statements) {
    const line = lineOf(statement)
    for (const near of [line - 1, line, line + 1]) {
      valuesByLine.set(near, (valuesByLine.get(near) ?? new Set()).add(statement.value))
    }
  }
  return statements.map(statement =>
    statement.live && (valuesByLine.get(lineOf(statement))?.size ?? 0) > 1
      ? {...statement, live: false, why: 'one row of a table of versions'}
      : statement,
  )
}

function whyOf(live: boolean, isFront: boolean): string {
  if (live) return 'tells readers which Rust they need'
  return isFront ? 'prose that needs no certain Rust' : 'prose'
}

/** Tells for an offset whether the nearest heading above it is about what one needs. */
function headingsAbove(text: string): (offset: number) => boolean {
  const headings = [...text.matchAll(/^#{1,6}[ \t].*$/gm)]
  const starts = [0, ...headings.map(({index}) => index)]
  return offset => {
    const heading = headings[positionIn(starts, offset).line - 2]?.[0] ?? ''
    return /prerequisite|requirement|install|setup|getting started|toolchain|support/i.test(heading)
  }
}

function tellsPast(line: string): boolean {
  return /\b(since|until|introduced|stabili[sz]ed|was|were|dropped|upgraded? (from|to)|migrat\w+)\b|→|->/i.test(line)
}

function commandStatements(text: string, isFront: boolean, ctx: DetectorContext): readonly Statement[] {
  return shellStatements(text, 0, ctx.isFamily)
    .filter(({kind, why}) => kind !== 'toolchain' || why !== 'follows a channel')
    .map(statement => {
      const line = lineAt(text, statement.start)
      const live = statement.live && (isFront ? isCommand(statement, line) : isForOldTarget(statement, line))
      return {...statement, live, why: live ? 'command readers are told to run' : 'prose'}
    })
}

/** Whether readers who follow the line use this very toolchain, or a target that is gone. */
function isCommand({kind, value}: Statement, line: string): boolean {
  if (kind === 'toolchain') return true
  return isForOldTarget({kind, value}, line)
}

/** A build that is told of anywhere stops working with the name of its target; what is told of the past doesn't. */
function isForOldTarget({kind, value}: Pick<Statement, 'kind' | 'value'>, line: string): boolean {
  if (kind !== 'wasm-target' || value !== wasiTargetRename.old || tellsPast(line)) return false
  return /--target\b|\btarget\s+add\b|\btarget\/wasm32-wasi\//.test(line)
}

const need =
  /\b(or (later|newer|higher|above|greater)|requires?|required|minimum|at least|msrv|needs?|supported)\b|>=|≥|\d\s*\+/i

/** `isNeed`: the phrase itself says that this Rust is needed. */
const patterns = [
  {
    pattern: new RegExp(
      String.raw`\/badge\/(?:[\w%]{0,40}[-_])?(?:rust|rustc|msrv)(?:[-_%\w]{0,40}?)[-_]v?(${rustNumber})`,
      'gi',
    ),
    isNeed: true,
  },
  {pattern: new RegExp(String.raw`\bMSRV\b[^\n\d]{0,30}(${rustNumber})(?![\w.]*\d)`, 'gi'), isNeed: true},
  {
    pattern: new RegExp(String.raw`\bminimum (?:supported )?rust[^\n\d]{0,40}(${rustNumber})(?![\w.]*\d)`, 'gi'),
    isNeed: true,
  },
  {
    pattern: new RegExp(
      String.raw`\b(?:rust|rustc|cargo|toolchain)\b[^\S\n]*(?:version|toolchain|compiler)?[\s:*_(\x60]{0,4}(?:>=|≥|v|\^)?[ ]?(${rustNumber})(?![\w.]*\d)`,
      'gi',
    ),
    isNeed: false,
  },
] as const
