import type {Finding} from '../../domain/finding.ts'
import {blankComments} from '../../editors/parse-json.ts'
import {imageStatement} from '../image-name.ts'
import {jsonFault} from '../json-fault.ts'
import {nameStatement, rustNameOf} from '../rust-name.ts'
import {findingsOf, NotParsedError, type SourceFile, type Statement} from '../source-file.ts'

/** `devcontainer.json`: the image, and the version given to the Rust feature. */
export function detectDevcontainer(file: SourceFile): readonly Finding[] {
  const json = blankComments(file.text)
  try {
    JSON.parse(json)
  } catch {
    throw new NotParsedError(jsonFault(json))
  }
  return findingsOf(file, 'devcontainer', [...imageStatements(json), ...featureStatements(json)])
}

function imageStatements(json: string): readonly Statement[] {
  return [...json.matchAll(/"image"\s*:\s*"([^"]*)"/g)].flatMap(match => {
    const image = match[1] ?? ''
    return imageStatement(image, match.index + match[0].length - image.length - 1) ?? []
  })
}

function featureStatements(json: string): readonly Statement[] {
  return [...json.matchAll(/("[^"]*\/rust(?::[^"]*)?"\s*:\s*\{[^{}]*"version"\s*:\s*)"([^"]*)"/g)].flatMap(match => {
    const name = rustNameOf(match[2] ?? '')
    if (name === undefined) return []
    return [nameStatement(name, match.index + (match[1] ?? '').length + 1, 'toolchain', 'Rust of the dev container')]
  })
}
