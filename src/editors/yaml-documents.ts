import {Composer, type Document, Lexer, LineCounter, Parser, parseDocument, YAMLParseError} from 'yaml'

type Reading = {
  /** Refuses a key that stands twice in a map. Takes minutes in a file that is made of keys. */
  readonly uniqueKeys?: boolean
  /** Is told where lines begin. */
  readonly lines?: LineCounter
}

/**
 * The documents of a YAML text, each with its own errors (`pos` is an offset, `linePos` 1-based). A text that is nested too
 * deeply is one more error, of the document it stands in, which ends there: composing it recurses, and near the end of the
 * stack Node itself can abort.
 */
export function yamlDocuments(text: string, {uniqueKeys = false, lines = new LineCounter()}: Reading = {}) {
  const documents = [...compose(text, uniqueKeys, lines)]
  for (const error of documents.flatMap(({errors}) => errors)) error.linePos = [lines.linePos(error.pos[0])]
  return documents
}

function* compose(text: string, uniqueKeys: boolean, lines: LineCounter): Generator<Document.Parsed> {
  const parser = new Parser(lines.addNewLine)
  const composer = new Composer({uniqueKeys})
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) yield* composer.next(token)
    if (parser.stack.length > deepest) {
      yield* composer.end()
      yield cutOff(parser.offset)
      return
    }
  }
  for (const token of parser.end()) yield* composer.next(token)
  yield* composer.end(false, text.length)
}

/** No document, with the reason. */
function cutOff(offset: number): Document.Parsed {
  const error = new YAMLParseError([offset, offset + 1], 'IMPOSSIBLE', 'It is nested too deeply')
  return Object.assign(parseDocument(''), {errors: [error]})
}

/** Of wasmtime's own workflows the deepest is 10. */
const deepest = 200
