import {readBuildWords} from '../cargo-build-words.ts'
import type {ValidationCommand} from './validation-command.ts'

/**
 * What the wizard does itself that shows the same as a command, as a clause; undefined where the command shows more. Only
 * options that change nothing about what is built and tested are passed over.
 */
export function coveredBy({folder, runs}: ValidationCommand): string | undefined {
  if (runs.length > 0 && runs.every(words => isGuestBuild(words, folder)))
    return 'the wizard builds the wasm guests itself'
  if (folder !== '' || runs.length === 0) return undefined
  const each = runs.map(ownProof)
  return each.every(proof => proof !== undefined) ? [...new Set(each)].join('; ') : undefined
}

/** Of one package for wasm; at the root, the same without a package may be a whole workspace. */
function isGuestBuild(words: readonly string[], folder: string): boolean {
  const build = readBuildWords(words)
  const isOne = folder !== '' || build?.package !== undefined || build?.manifestPath !== undefined
  return isOne && build?.target?.startsWith('wasm') === true
}

function ownProof([program = '', command = '', ...args]: readonly string[]): string | undefined {
  if (program !== 'cargo') return undefined
  const known = proofs.find(({commands}) => commands.includes(command))
  if (known === undefined) return undefined
  const end = args.indexOf('--')
  const options = end === -1 ? args : args.slice(0, end)
  return withoutFeatures(options, known.anyFeatures).every(option => idle.test(option)) ? known.proof : undefined
}

/** Options about features say no more where every set of them is checked anyway. */
function withoutFeatures(options: readonly string[], isWanted: boolean): readonly string[] {
  if (!isWanted) return options
  return options.filter((option, at) => {
    const isValue = ['--features', '-F', '-p', '--package'].includes(options[at - 1] ?? '')
    return !isValue && !/^(?:--all-features|--no-default-features|(?:--features|-F|--package|-p)(?:=.*)?)$/.test(option)
  })
}

/** Which packages and targets of the workspace, how much is said, and how it ends. */
const idle =
  /^(?:--workspace|--all|--all-targets|--lib|--bins|--tests|--verbose|-v+|-q|--quiet|--locked|--frozen|--offline|--no-fail-fast|--keep-going|--color(?:=\w+)?)$/

const proofs: readonly {commands: readonly string[]; anyFeatures: boolean; proof: string}[] = [
  {commands: ['test', 't'], anyFeatures: false, proof: 'the wizard runs the tests by name itself'},
  {commands: ['build', 'b', 'check', 'c'], anyFeatures: true, proof: 'the wizard builds it itself'},
  {commands: ['clippy'], anyFeatures: false, proof: 'the wizard compares the lints itself'},
  {commands: ['bench'], anyFeatures: true, proof: 'the wizard compares the benches itself, with --measure benches'},
  {commands: ['audit'], anyFeatures: false, proof: 'the wizard compares the advisories itself'},
]
