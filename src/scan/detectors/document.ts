import {positionOf} from '../../domain/edit.ts'
import type {Finding} from '../../domain/finding.ts'
import {isFrontDocument} from '../classify.ts'
import {rustNumber} from '../rust-name.ts'
import {shellStatements} from '../shell-text.ts'
import {type DetectorContext, findingsOf, lineAt, type SourceFile, type Statement} from '../source-file.ts'

/**
 * Prose. What README and CONTRIBUTING of a package say a reader needs is live; everything else only mentions it.
 * Versions of wasmtime in prose are always mentions: whether a sentence is still true is for people to say.
 */
export function detectDocument(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  if (!/rust|msrv|wasm/i.test(file.text)) return []
  const isFront = isFrontDocument(file.path, ctx.packageRoots)
  const rust = withoutTables(file.text, rustStatements(file.text, isFront))
  const statements = [...rust, ...commandStatements(file.text, isFront, ctx), ...crateStatements(file.text, ctx)]
  return findingsOf(file, 'document', statements)
}

function rustStatements(text: string, isFront: boolean): readonly Statement[] {
  return patterns.flatMap(({pattern, isNeed}) =>
    [...text.matchAll(pattern)].map(match => {
      const value = match[1] ?? ''
      const start = match.index + match[0].lastIndexOf(value)
      const needs = isNeed || tellsNeed(text, start)
      const live = isFront && needs && !tellsPast(lineAt(text, start))
      return {kind: 'rust-version', start, value, live, why: whyOf(live, isFront)} as const
    }),
  )
}

/** Neighbouring lines that name different versions are a table (which release needed which Rust), not a need. */
function withoutTables(text: string, statements: readonly Statement[]): readonly Statement[] {
  const lines = statements.map(({start}) => positionOf(text, start).line)
  return statements.map((statement, index) => {
    const isRow = statements.some(
      ({value}, other) => value !== statement.value && Math.abs((lines[other] ?? 0) - (lines[index] ?? 0)) <= 1,
    )
    return statement.live && isRow ? {...statement, live: false, why: 'one row of a table of versions'} : statement
  })
}

function whyOf(live: boolean, isFront: boolean): string {
  if (live) return 'tells readers which Rust they need'
  return isFront ? 'prose that needs no certain Rust' : 'prose'
}

/** Whether the line, or the heading above it, is about what one needs. */
function tellsNeed(text: string, start: number): boolean {
  if (need.test(lineAt(text, start))) return true
  const heading =
    text
      .slice(0, start)
      .match(/^#{1,6}[ \t].*$/gm)
      ?.at(-1) ?? ''
  return /prerequisite|requirement|install|setup|getting started|toolchain|support/i.test(heading)
}

function tellsPast(line: string): boolean {
  return /\b(since|until|introduced|stabili[sz]ed|was|were|dropped|upgraded? (from|to)|migrat\w+)\b|→|->/i.test(line)
}

function commandStatements(text: string, isFront: boolean, ctx: DetectorContext): readonly Statement[] {
  return shellStatements(text, 0, ctx.isFamily)
    .filter(({kind, why}) => kind !== 'toolchain' || why !== 'follows a channel')
    .map(statement => {
      const live = statement.live && isFront && statement.kind === 'toolchain'
      return {...statement, live, why: live ? 'command readers are told to run' : 'prose'}
    })
}

function crateStatements(text: string, ctx: DetectorContext): readonly Statement[] {
  return [...text.matchAll(/(?<![\w/-])([A-Za-z][\w-]*)[ \t`*:]{1,4}v?(\d{1,3}(?:\.\d+){0,2})(?![\w%])/g)].flatMap(
    match => {
      const [whole, name = '', value = ''] = match
      const crate = name.toLowerCase()
      if (!ctx.isFamily(crate)) return []
      return [
        {
          kind: 'crate-version',
          start: match.index + whole.length - value.length,
          value,
          live: false,
          why: 'prose',
          crate,
        },
      ]
    },
  )
}

const need =
  /\b(or (later|newer|higher|above|greater)|requires?|required|minimum|at least|msrv|needs?|supported)\b|>=|≥|\d\s*\+/i

/** `isNeed`: the phrase itself says that this Rust is needed. */
const patterns = [
  {
    pattern: new RegExp(
      String.raw`\/badge\/(?:[\w%]*[-_])?(?:rust|rustc|msrv)(?:[-_%\w]*?)[-_]v?(${rustNumber})`,
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
      String.raw`\b(?:rust|rustc|cargo)\b[^\S\n]*(?:version|toolchain|compiler)?[\s:*_\x60]{0,4}(?:>=|≥|v|\^)?[ ]?(${rustNumber})(?![\w.]*\d)`,
      'gi',
    ),
    isNeed: false,
  },
] as const
