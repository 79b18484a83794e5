import {isMap, isPair, isScalar, LineCounter, type Scalar, visit, type YAMLMap} from 'yaml'
import {yamlDocuments} from '../editors/yaml-documents.ts'
import type {Fault} from './source-file.ts'

/**
 * A scalar as it stands in the file (quotes and all), the keys that lead to it, the action of its step, and the `name`
 * that stands beside it.
 */
export type PlacedScalar = {
  readonly raw: string
  readonly start: number
  readonly path: readonly string[]
  readonly uses: string
  readonly label: string
}

/** Every scalar of a YAML text that isn't a key, in its order; and where the text is broken, if it is. */
export function yamlScalars(text: string): {readonly scalars: readonly PlacedScalar[]; readonly fault?: Fault} {
  const lineCounter = new LineCounter()
  const scalars: PlacedScalar[] = []
  const documents = yamlDocuments(text, {lines: lineCounter})
  for (const document of documents) {
    visit(document, {
      Scalar(key, node, ancestors) {
        if (key !== 'key') scalars.push(placed(text, node, ancestors))
      },
    })
  }
  const [error] = [...documents].flatMap(({errors}) => errors)
  if (error === undefined) return {scalars}
  const {line, col: column} = lineCounter.linePos(error.pos[0])
  const rest = linesAfter(text, error.pos[0])
  return {scalars: [...scalars, ...rest], fault: {format: 'YAML', message: error.message, line, column}}
}

function placed(text: string, node: Scalar, ancestors: readonly unknown[]): PlacedScalar {
  const [start = 0, end = start] = node.range ?? []
  const path = ancestors.flatMap(node => (isPair(node) ? [isScalar(node.key) ? String(node.key.value) : ''] : []))
  const step = ancestors.findLast((node): node is YAMLMap => isSmallMap(node) && node.has('uses'))
  const own = ancestors.findLast(isSmallMap)
  const [uses, label] = [step?.get('uses'), own?.get('name')].map(value => String(value ?? ''))
  return {raw: text.slice(start, end), start, path, uses: uses ?? '', label: label ?? ''}
}

/** A step has a handful of keys; looking through a map of thousands for each of its values would take minutes. */
function isSmallMap(node: unknown): node is YAMLMap {
  return isMap(node) && node.items.length < 100
}

/** Behind a fault the parser reads keys as text; line by line, what was meant can still be seen. */
function linesAfter(text: string, offset: number): readonly PlacedScalar[] {
  return [...text.slice(offset).matchAll(/^([ \t]*(?:- )?([\w-]+):[ \t]+)(\S[^\n]*)$/gm)].map(match => {
    const [, before = '', key = '', raw = ''] = match
    const path = key === 'uses' || key === 'image' ? [key] : ['with', key]
    return {raw: raw.trimEnd(), start: offset + match.index + before.length, path, uses: '', label: ''}
  })
}
