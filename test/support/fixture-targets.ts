/** The fixtures with the wasmtime that they are taken to. */
export const fixtureTargets: Readonly<Record<string, string>> = {
  'photondrift-issue': '36',
  'plugins-checklist': '35',
  'memory-mcp-lts': '36',
  'riptide-report': '37',
  'photondrift-plan': '35',
}

/** What else a fixture's upgrade is asked for, as options. */
export function alsoWanted(name: string): readonly string[] {
  return name === 'photondrift-plan' ? ['--edition', '2024', '--matrix', 'both'] : []
}

/** Those that the long suites try: all, or the one that `UW_FIXTURE` names. */
export const triedFixtures: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(fixtureTargets).filter(([name]) => [undefined, name].includes(process.env.UW_FIXTURE)),
)
