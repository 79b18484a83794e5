import {isFamily} from '../../catalog/family.ts'
import type {Tree} from '../../domain/ports.ts'
import {surveyRepository} from '../../scan/survey-repository.ts'
import {listToolchains, parseOverrides} from '../../scan/toolchains.ts'
import type {ToolchainUses} from '../../steps/installed-toolchain.ts'
import type {Environment} from '../environment.ts'

/** Who uses the toolchains of this machine, asked of rustup and read in the repository when it matters. */
export function toolchainUses({programs}: Environment, tree: Tree): ToolchainUses {
  const {root} = tree
  return {
    root,
    listed: () => listToolchains(programs, root),
    async overrides() {
      const env = {LC_ALL: 'C', RUSTUP_AUTO_INSTALL: '0'}
      const said = await programs.capture({argv: ['rustup', 'override', 'list'], cwd: root, env})
      return said.kind === 'exited' && said.code === 0 ? parseOverrides(said.stdout) : undefined
    },
    async channels() {
      const places = new Set(['toolchain-file'] as const)
      const {findings} = await surveyRepository({tree, programs, isFamily, places})
      return findings.filter(({kind}) => kind === 'toolchain').map(({path, value}) => ({path, channel: value}))
    },
  }
}
