import type {Node} from '../../rust-source/rust-parser.ts'

/** The names in a file that are this word, in its order. Found in the text: asking every node of a file takes much longer. */
export function leavesOf(word: string, root: Node): readonly Node[] {
  return [...root.text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))].flatMap(({index}) => {
    const start = root.startIndex + index
    const leaf = root.descendantForIndex(start, start + word.length)
    return leaf?.text === word && leaf.type.endsWith('identifier') ? [leaf] : []
  })
}
