import fc from 'fast-check'
import {parse as parseToml} from 'smol-toml'
import {describe, expect, test} from 'vitest'
import {parse as parseYaml} from 'yaml'
import {applyEdits} from '../../src/domain/edit.ts'
import type {PlaceKind} from '../../src/domain/finding.ts'
import {type ReplacementPlan, replaceValues, type ValueChange} from '../../src/editors/replace-values.ts'

/** A part of a file: text that no edit may touch, or a version that one may replace. */
type Part = string | {readonly version: string; readonly isPlain?: boolean}

const version = fc.constantFrom('1.75', '1.75.0', '1.7', '1.80')
const raised = fc.constantFrom('1.86', '1.90', '1.90.0', '1.100', '1.75')
const gap = fc.constantFrom('', ' ', '   ', '\t')
const comment = fc.constantFrom('', ' # pinned', '\t# was 1.75, see #12', '  # ä 🦀 "')
const remark = fc.constantFrom('# Rust 1.75\n', '\n', '   \n', '\t\n', '# "1.75" = \'1.75\'\n')

describe.each(formats())('any %s', (place, line) => {
  const file = fc.array(line, {minLength: 1, maxLength: 6}).chain(lines => laidOut(lines.flatMap(numbered)))

  test('keeps every byte around its values, and nothing is left to do the second time', () => {
    fc.assert(
      fc.property(file, fc.array(raised, {minLength: 6, maxLength: 6}), (parts, wanted) => {
        const {text, changes} = assembled(parts, wanted)

        const after = editedBy(replaceValues(place, text, changes), text)

        const spellings = changes.map(({to}) => [to, `"${to}"`])
        expect(isMadeOf(after, parts, spellings), `${text}\n→\n${after}`).toBe(true)
        expect(replaceValues(place, after, changesTo(after, parts, changes))).toEqual({kind: 'nothing'})
      }),
    )
  })

  test('does nothing for values that are there already', () => {
    fc.assert(
      fc.property(file, parts => {
        const {text, changes} = assembled(parts, [])

        expect(replaceValues(place, text, changes)).toEqual({kind: 'nothing'})
      }),
    )
  })
})

test('a TOML file reads as before, but for the values that were wanted', () => {
  const [, line] = formats()[0] ?? []
  if (line === undefined) throw new Error('no TOML')
  fc.assert(
    fc.property(
      fc.array(line, {minLength: 1, maxLength: 6}),
      fc.array(raised, {minLength: 6, maxLength: 6}),
      (lines, wanted) => {
        const {text, changes} = assembled(lines.flatMap(numbered), wanted)

        const after = editedBy(replaceValues('manifest', text, changes), text)

        const queue = changes.map(({to}) => to)
        const replaced = JSON.stringify(parseToml(text)).replace(/"1\.\d[\d.]*"/g, () => JSON.stringify(queue.shift()))
        expect(JSON.stringify(parseToml(after))).toBe(replaced)
      },
    ),
  )
})

test('a YAML value says the version it was given, as text when it was text, and never a shorter number', () => {
  const value = fc.record({version, quote: fc.constantFrom('', '"', "'"), to: raised})
  fc.assert(
    fc.property(fc.array(value, {minLength: 1, maxLength: 6}), fc.boolean(), (values, isFlow) => {
      const items = values.map(({version, quote}): readonly Part[] => [quote, {version}, quote])
      const parts = isFlow
        ? ['rust: [', ...items.flatMap((item, at) => (at === 0 ? item : [', ', ...item])), ']\n']
        : ['rust:\n', ...items.flatMap(item => ['  - ', ...item, '\n'])]
      const {text, changes} = assembled(
        parts,
        values.map(({to}) => to),
      )

      const read: readonly unknown[] = parseYaml(editedBy(replaceValues('workflow', text, changes), text)).rust

      expect(read.map(String)).toEqual(
        // A number that isn't changed is read as it always was: 1.80 is 1.8.
        values.map(({version, quote, to}) =>
          version === to && quote === '' && !/\..*\./.test(to) ? String(Number(to)) : to,
        ),
      )
      const wasText = values.map(({version, quote}) => quote !== '' || version.split('.').length === 3)
      expect(read.filter((_, at) => wasText[at]).every(item => typeof item === 'string')).toBe(true)
    }),
  )
})

test('an image keeps its suffix, and loses a digest only together with its version', () => {
  const suffix = fc.constantFrom('', '-slim', '-alpine3.20', '-slim-bookworm')
  const digest = fc.constantFrom('', `@sha256:${'b'.repeat(64)}`)
  const stage = fc.constantFrom('', ' AS builder', ' as Builder')
  const mark = fc.constantFrom('', '\uFEFF')
  fc.assert(
    fc.property(version, suffix, digest, stage, raised, mark, (from, tail, pin, name, to, bom) => {
      const text = `${bom}FROM --platform=linux/amd64 docker.io/library/rust:${from}${tail}${pin}${name}\nFROM debian:12${pin}\n`
      const start = text.indexOf(`:${from}`) + 1

      const plan = replaceValues('dockerfile', text, [{span: {start, end: start + from.length}, from, to}])

      const kept = from === to ? pin : ''
      expect(editedBy(plan, text)).toBe(
        `${bom}FROM --platform=linux/amd64 docker.io/library/rust:${to}${tail}${kept}${name}\nFROM debian:12${pin}\n`,
      )
      const notes = plan.kind === 'edits' ? plan.notes.join('\n') : ''
      expect(notes.includes('digest')).toBe(pin !== '' && from !== to)
    }),
  )
})

/** Kinds of file with the lines that they are made of; `§` stands for a number of its own in each. */
function formats(): readonly (readonly [PlaceKind, fc.Arbitrary<readonly Part[]>])[] {
  const quoted = fc
    .tuple(fc.constantFrom('"', "'"), version)
    .map(([quote, text]): readonly Part[] => [quote, {version: text}, quote])
  const plainly = fc.oneof(
    quoted,
    version.map((text): readonly Part[] => [{version: text}]),
  )
  const around = (head: fc.Arbitrary<string>, value: fc.Arbitrary<readonly Part[]>, tail: fc.Arbitrary<string>) =>
    fc.tuple(head, value, tail).map(([before, parts, after]): readonly Part[] => [before, ...parts, after])
  const spaced = (text: string) => fc.tuple(gap, gap).map(([left, right]) => text.replace('=', `${left}=${right}`))
  const end = comment.map(text => `${text}\n`)
  const single = remark.map((text): readonly Part[] => [text])
  const toml = fc.oneof(
    around(
      spaced('key-§ = ').map(text => `${text.trimEnd()} `),
      quoted,
      end,
    ),
    around(
      fc.constant('key-§ = { features = ["a", \'b\'], version='),
      quoted,
      comment.map(text => ` }${text}\n`),
    ),
    around(fc.constant('dotted-§.version = '), quoted, end),
    single,
  )
  const yaml = fc.oneof(
    around(fc.constantFrom('key-§: ', 'key-§:   '), plainly, end),
    around(
      fc.constantFrom('key-§: [stable, ', 'key-§: [ '),
      plainly,
      comment.map(text => ` ]${text}\n`),
    ),
    around(fc.constantFrom('key-§:\n  - ', 'key-§:\n- '), plainly, end),
    fc.constantFrom('# Rust 1.75\n', '\n', '# "1.75"\n').map((text): readonly Part[] => [text]),
  )
  const docker = fc.oneof(
    around(
      fc.constantFrom('FROM rust:', 'from  rust:', 'FROM --platform=$P rust:'),
      version.map(text => [{version: text}]),
      fc.constantFrom('\n', '-slim\n', ' AS stage-§\n'),
    ),
    around(fc.constantFrom('ARG V§=', 'ENV V§ '), plainly, fc.constant('\n')),
    around(fc.constant('RUN rustup toolchain install '), plainly, fc.constantFrom('\n', ' \\\n    && cargo build\n')),
    fc.constantFrom('# Rust 1.75\n', '\n').map((text): readonly Part[] => [text]),
  )
  const lines = fc.oneof(
    around(
      fc.constantFrom('V§ ?= ', '\trustup default ', '- Rust ', '![r](https://x/rust-'),
      plainly,
      fc.constantFrom('\n', '%2B)\n', '+ or newer\n'),
    ),
    single,
  )
  return [
    ['manifest', toml],
    ['clippy-config', toml],
    ['workflow', yaml],
    ['dockerfile', docker],
    ['makefile', lines],
    ['script', lines],
    ['document', lines],
  ]
}

function numbered(parts: readonly Part[], at: number): readonly Part[] {
  return parts.map(part => (typeof part === 'string' ? part.replace('§', String(at)) : part))
}

/** The same file with other line ends, a byte order mark, no last line break. */
function laidOut(parts: readonly Part[]): fc.Arbitrary<readonly Part[]> {
  return fc
    .record({hasCrlf: fc.boolean(), hasBom: fc.boolean(), isCut: fc.boolean()})
    .map(({hasCrlf, hasBom, isCut}) => {
      const last = parts.length - 1
      const written = parts.map((part, at) => {
        if (typeof part !== 'string') return part
        const cut = isCut && at === last ? part.trimEnd() : part
        return hasCrlf ? cut.replaceAll('\n', '\r\n') : cut
      })
      return hasBom ? ['\uFEFF', ...written] : written
    })
}

/** The text of the parts, with a change for each version; without a wish it stays what it is. */
function assembled(
  parts: readonly Part[],
  wanted: readonly string[],
): {readonly text: string; readonly changes: readonly ValueChange[]} {
  let text = ''
  const changes: ValueChange[] = []
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part
      continue
    }
    const start = text.length
    text += part.version
    changes.push({span: {start, end: text.length}, from: part.version, to: wanted[changes.length] ?? part.version})
  }
  return {text, changes}
}

function editedBy(plan: ReplacementPlan, text: string): string {
  if (plan.kind === 'cannot') throw new Error(`${plan.why}\n${text}`)
  return plan.kind === 'nothing' ? text : applyEdits(text, plan.edits)
}

/** Whether a text is the parts in order, each version in one of its spellings. */
function isMadeOf(text: string, parts: readonly Part[], spellings: readonly (readonly string[])[]): boolean {
  const [part, ...rest] = parts
  if (part === undefined) return text === ''
  if (typeof part === 'string') return text.startsWith(part) && isMadeOf(text.slice(part.length), rest, spellings)
  return (spellings[0] ?? []).some(
    spelling => text.startsWith(spelling) && isMadeOf(text.slice(spelling.length), rest, spellings.slice(1)),
  )
}

/** The same wishes for the edited text, where they stand in it now. */
function changesTo(after: string, parts: readonly Part[], changes: readonly ValueChange[]): readonly ValueChange[] {
  let offset = 0
  let at = 0
  return parts.flatMap(part => {
    if (typeof part === 'string') {
      offset += part.length
      return []
    }
    const {to = ''} = changes[at++] ?? {}
    const quotes = after.startsWith(to, offset) ? 0 : 1
    const start = offset + quotes
    offset = start + to.length + quotes
    return [{span: {start, end: start + to.length}, from: to, to}]
  })
}
