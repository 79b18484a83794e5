import type {Node} from '../../rust-source/rust-parser.ts'
import type {Match} from './match-call.ts'
import {matchMark} from './match-mark.ts'
import {wordsIn} from './open-code.ts'
import type {UsingFile} from './shape.ts'
import type {WantedMark, WantedWords} from './wanted.ts'

/** A name in a parsed file that one of the wanted marks is about. */
export type UseMatch = WantedMark & {
  readonly leaf: Node
  /** The name, and where it starts. */
  readonly word: string
  readonly start: number
  /** How sure it is: by what it resolves to, by its spelling alone, or only worth a look. */
  readonly certainty: Match | 'hint'
}

/** What is looked for in a parsed file, in the order of the text. Nodes are lent: none may outlive the tree. */
export function matchesIn(text: string, file: UsingFile, words: WantedWords): readonly UseMatch[] {
  return [...wordsIn(text)].flatMap(({word, start}) => {
    const wanted = words.get(word)
    const leaf = wanted && file.root.descendantForIndex(start, start + word.length)
    if (wanted === undefined || !leaf || leaf.text !== word) return []
    return wanted.flatMap(one => {
      const match = matchMark(one.mark, leaf, file)
      return match === undefined ? [] : [{...one, leaf, word, start, certainty: one.isSure ? match : 'hint'}]
    })
  })
}
