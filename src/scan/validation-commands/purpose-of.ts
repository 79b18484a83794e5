import type {Purpose} from './validation-command.ts'

/** What a command checks, judged by the program it runs; undefined when it is no check, or not one we know. */
export function purposeOf(words: readonly string[]): Purpose | undefined {
  const [program = '', ...rest] = words
  if (program === 'cargo') return purposeOfCargo(rest)
  const line = words.join(' ')
  if (/^(docker|podman|buildah)( \w+)? (build|bake)\b|^docker[- ]compose( -\S+ \S+)* build\b/.test(line))
    return 'container'
  if (/^wasm-(pack (build|test)|tools validate)\b|^trunk build\b/.test(line)) return 'wasm'
  return undefined
}

/** What a target is for by its name, where its commands don't tell: `container-test` is about a container. */
export function purposeByName(name: string): Purpose | undefined {
  const words = name.toLowerCase().split(/[-_]/)
  if (words.some(word => never.has(word))) return undefined
  return nameWords.find(([, known]) => words.some(word => known.includes(word)))?.[0]
}

/** Whether a command changes more than build output: sources, the machine, or something out in the world. */
export function isHarmful(words: readonly string[]): boolean {
  const line = words.join(' ')
  return harmful.test(line) || (words[0] === 'cargo' && (words.includes('--fix') || isRewritingFormat(words)))
}

function purposeOfCargo(args: readonly string[]): Purpose | undefined {
  const [command = '', next = ''] = args
  const runs = command === 'hack' ? (args.find(word => cargoCommands.has(word) && word !== 'hack') ?? '') : command
  const purpose = cargoCommands.get(runs)
  if (runs === 'fmt' && isRewritingFormat(['cargo', ...args])) return undefined
  if (runs === 'nextest' && next !== 'run') return undefined
  if (purpose === 'build' && args.some(word => word.startsWith('wasm32') || word.includes('=wasm32'))) return 'wasm'
  return purpose
}

function isRewritingFormat(words: readonly string[]): boolean {
  return words[1] === 'fmt' && !words.includes('--check')
}

const cargoCommands = new Map<string, Purpose>([
  ...['test', 't', 'nextest', 'llvm-cov', 'tarpaulin'].map(name => [name, 'test'] as const),
  ...['build', 'b', 'check', 'c', 'doc'].map(name => [name, 'build'] as const),
  ...['clippy', 'fmt'].map(name => [name, 'lint'] as const),
  ...['bench', 'criterion'].map(name => [name, 'bench'] as const),
  ...['audit', 'deny', 'vet'].map(name => [name, 'audit'] as const),
  ['component', 'wasm'],
])

/** The first that fits counts: `container-test` tests a container, `wasm-build` builds wasm. */
const nameWords: readonly (readonly [Purpose, readonly string[]])[] = [
  ['container', ['container', 'docker', 'image']],
  ['wasm', ['wasm']],
  ['bench', ['bench', 'benchmark', 'benchmarks', 'perf']],
  ['audit', ['audit', 'security', 'deny']],
  ['test', ['test', 'tests', 'e2e', 'integration']],
  ['lint', ['lint', 'clippy']],
  ['build', ['build', 'check', 'ci', 'verify', 'validate']],
]

const never = new Set(
  'clean install uninstall deploy publish release push run serve start stop dev watch fix fmt format up down logs help menu setup init doc docs monitor report update upgrade bump tag login'.split(
    ' ',
  ),
)

const harmful =
  /^(?:sudo |@?rm |mv |curl |wget |ssh |scp |kill|pkill|kubectl |helm |terraform |gh |aws |gcloud |systemctl |brew |apt|pip3? |npm (?:publish|install|ci)|cargo (?:publish|install|fix|clean|update|add|remove|run|login|yank|release|set-version|upgrade)\b|git (?:push|commit|tag|checkout|switch|reset|clean|merge|rebase|stash|add)\b|(?:docker|podman) (?:push|login|rm|rmi|system|stop|kill)\b|docker[- ]compose(?: -\S+ \S+)* (?:up|down|push|rm|stop)\b)/
