import type {CommandSession, Session} from './session.ts'

/**
 * How long the same command took before in this session, in milliseconds: the latest that came to its own end, one that
 * succeeded before one that failed. Undefined where there is none. The same is what has the same words and folder; which
 * toolchain is named and the hash in a built program's name don't matter.
 */
export function earlierRunMs(
  {steps}: Session,
  command: Pick<CommandSession, 'argv' | 'cwd' | 'marker'>,
): number | undefined {
  const wanted = commandKey(command)
  const same = steps
    .flatMap(({commands}) => commands)
    .filter(one => one.marker !== command.marker && commandKey(one) === wanted && one.ended?.outcome.startsWith('exit'))
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
  const best = same.findLast(({ended}) => ended?.outcome === 'exit 0') ?? same.at(-1)
  return best?.ended?.durationMs
}

/** What two commands have in common that are the same but for the toolchain and the hash in a built program's name. */
export function commandKey({argv, cwd}: Pick<CommandSession, 'argv' | 'cwd'>): string {
  const words = argv.filter((word, at) => !(at === 1 && word.startsWith('+')))
  return JSON.stringify([cwd, ...words.map(word => word.replace(/-[0-9a-f]{16}$/, ''))])
}
