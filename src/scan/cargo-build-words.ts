/** `cargo build` as far as it may be run again: only options that say what is built, none that say how or where to. */
export type BuildWords = {
  readonly target?: string
  readonly package?: string
  readonly manifestPath?: string
  /** What else decides what comes out, in one spelling: `--release`, `--features`, `a,b`. */
  readonly args: readonly string[]
}

/** Reads the words of a command; undefined when it is no `cargo build`, or has an option that isn't known to be harmless. */
export function readBuildWords(given: readonly string[]): BuildWords | undefined {
  const [cargo, command, ...rest] = withoutPreamble(given)
  if (cargo !== 'cargo' || (command !== 'build' && command !== 'b')) return undefined
  const words = rest.filter(word => !/^\d?>{1,2}\S*$/.test(word)).flatMap(splitOption)
  const named = new Map<string, string>()
  const args: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = spelled.get(words[at] ?? '') ?? words[at] ?? ''
    if (passedOver.has(word)) continue
    if (flags.has(word)) args.push(word)
    else {
      const value = words[++at]
      if (value === undefined || !isPlainValue(value) || !(word in options)) return undefined
      if (options[word] === 'arg') args.push(word, value)
      if (options[word] === 'named') named.set(word, value)
    }
  }
  return {
    ...pick('target', named.get('--target')),
    ...pick('package', named.get('--package')),
    ...manifestOf(named),
    args,
  }
}

/** `time RUSTFLAGS=-g cargo +stable build` runs `cargo build`. */
function withoutPreamble(words: readonly string[]): readonly string[] {
  const first = words.findIndex(word => word === 'cargo' || /^\$[({]CARGO[)}]$/.test(word))
  const isPreamble = words.slice(0, Math.max(first, 0)).every(word => /^(?:time|env|\w+=.*)$/.test(word))
  if (first === -1 || !isPreamble) return []
  const [, second = '', ...rest] = words.slice(first)
  return second.startsWith('+') ? ['cargo', ...rest] : ['cargo', second, ...rest]
}

function splitOption(word: string): readonly string[] {
  const [, name, value] = /^(--[\w-]+)=(.*)$/.exec(word) ?? []
  return name === undefined || value === undefined ? [word] : [name, value]
}

function manifestOf(named: ReadonlyMap<string, string>): Pick<BuildWords, 'manifestPath'> {
  return pick('manifestPath', named.get('--manifest-path'))
}

function pick<K extends string>(key: K, value: string | undefined): {[P in K]?: string} {
  const result: {[P in K]?: string} = {}
  if (value !== undefined) result[key] = value
  return result
}

/** No variable, pattern or option: it means itself. */
function isPlainValue(value: string): boolean {
  return /^[\w.][\w.,/@ -]*$/.test(value)
}

const spelled: ReadonlyMap<string, string> = new Map([
  ['-r', '--release'],
  ['-p', '--package'],
  ['-F', '--features'],
  ['-j', '--jobs'],
])
const flags: ReadonlySet<string> = new Set(['--release', '--lib', '--bins', '--all-features', '--no-default-features'])
/** They change what is printed, or whether the network is asked. */
const passedOver: ReadonlySet<string> = new Set([
  '-q',
  '--quiet',
  '-v',
  '-vv',
  '--verbose',
  '--locked',
  '--frozen',
  '--offline',
  '--keep-going',
])
const options: Readonly<Record<string, 'named' | 'arg' | 'passed-over'>> = {
  '--target': 'named',
  '--package': 'named',
  '--manifest-path': 'named',
  '--features': 'arg',
  '--profile': 'arg',
  '--bin': 'arg',
  '--jobs': 'passed-over',
  '--color': 'passed-over',
  '--message-format': 'passed-over',
}
