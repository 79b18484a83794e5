/** The fixtures with the wasmtime that they are taken to. */
export const fixtureTargets: Readonly<Record<string, string>> = {
  'photondrift-issue': '36',
  'plugins-checklist': '35',
  'memory-mcp-lts': '36',
  'riptide-report': '37',
}

/** Those that the long suites try: all, or the one that `UW_FIXTURE` names. */
export const triedFixtures: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(fixtureTargets).filter(([name]) => [undefined, name].includes(process.env.UW_FIXTURE)),
)
