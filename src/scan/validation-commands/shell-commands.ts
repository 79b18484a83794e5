/** One command of a script. */
export type ShellCommand = {
  readonly words: readonly string[]
  /** Whether the words mean themselves: no variable, pattern, pipe or redirection, and its failure is not passed over. */
  readonly isPlain: boolean
}

/** The commands of one line of shell, told apart at `&&`, `||`, `;` and `|`. Not a shell: only good enough to look. */
export function shellCommands(line: string): readonly ShellCommand[] {
  const reading: Reading = {commands: [], words: [], word: undefined, isPlain: true}
  const text = line.replace(/\s2>&1(?=\s|$)/g, '')
  for (let at = 0; at < text.length; ) at += readNext(text, at, reading)
  endCommand(reading, true)
  return reading.commands
}

type Reading = {commands: ShellCommand[]; words: string[]; word: string | undefined; isPlain: boolean}

/** Reads what stands at an offset and says how many characters that were. */
function readNext(text: string, at: number, reading: Reading): number {
  const character = text[at] ?? ''
  if (character === "'" || character === '"') return readQuoted(text, at, reading)
  if (character === '\\') return append(reading, text[at + 1] ?? '', 2)
  if (/\s/.test(character)) return endWord(reading)
  if (character === '#' && reading.word === undefined) return text.length - at
  const separator = /^(?:&&|\|\||;|\|)/.exec(text.slice(at, at + 2))?.[0]
  if (separator !== undefined) return endCommand(reading, separator === '&&' || separator === ';', separator.length)
  if (/[$`(){}[\]<>*?~&!]/.test(character)) reading.isPlain = false
  return append(reading, character, 1)
}

function readQuoted(text: string, at: number, reading: Reading): number {
  const quote = text[at] ?? ''
  const end = text.indexOf(quote, at + 1)
  const inside = text.slice(at + 1, end === -1 ? undefined : end)
  if (end === -1 || (quote === '"' && /[$`\\]/.test(inside))) reading.isPlain = false
  return append(reading, inside, inside.length + 2)
}

function append(reading: Reading, text: string, length: number): number {
  reading.word = (reading.word ?? '') + text
  return length
}

function endWord(reading: Reading): number {
  if (reading.word !== undefined) reading.words.push(reading.word)
  reading.word = undefined
  return 1
}

/** A command before `||` may fail and one before `|` is not the last word: neither tells how it went. */
function endCommand(reading: Reading, tellsHowItWent: boolean, length = 0): number {
  endWord(reading)
  const words = withoutKeywords(reading.words)
  if (words.length > 0) reading.commands.push({words, isPlain: reading.isPlain && tellsHowItWent})
  reading.words = []
  reading.isPlain = true
  return length
}

/** `then cargo audit` runs `cargo audit`. */
function withoutKeywords(words: readonly string[]): readonly string[] {
  const first = words.findIndex(word => !/^(then|do|else|time|exec|\{|!)$/.test(word))
  return first === -1 ? [] : words.slice(first)
}
