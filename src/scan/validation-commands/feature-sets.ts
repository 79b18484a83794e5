import type {FeatureChoice} from '../../domain/feature-choice.ts'
import type {ValidationCommand} from './validation-command.ts'

/** The choices of features that cargo commands among checks state, each once, in the order in which they stand. */
export function statedFeatures(commands: readonly Pick<ValidationCommand, 'runs'>[]): readonly FeatureChoice[] {
  const all = commands.flatMap(({runs}) => runs.flatMap(words => choiceOf(words) ?? []))
  return [...new Map(all.map(one => [JSON.stringify(one), one])).values()]
}

function choiceOf([program, , ...words]: readonly string[]): FeatureChoice | undefined {
  const end = words.indexOf('--')
  const args = end === -1 ? words : words.slice(0, end)
  if (program !== 'cargo' || args.some(word => /\$|\{\{/.test(word) || word.startsWith('--manifest-path')))
    return undefined
  const named = valuesOf(args, /^(?:--features|-F)(?:=(.*))?$/).flatMap(value => value.split(/[\s,]+/))
  const features = [...new Set(named.filter(name => name !== ''))].toSorted()
  const [isAll, isWithoutDefault] = [args.includes('--all-features'), args.includes('--no-default-features')]
  if (features.length === 0 && !isAll && !isWithoutDefault) return undefined
  const packages = valuesOf(args, /^(?:--package|-p)(?:=(.*))?$/)
  if (packages.length > 1) return undefined
  return {...(packages[0] === undefined ? {} : {package: packages[0]}), isWithoutDefault, isAll, features}
}

/** The values of an option, behind `=` or as the next word. */
function valuesOf(args: readonly string[], option: RegExp): readonly string[] {
  return args.flatMap((word, at) => {
    const found = option.exec(word)
    if (found === null) return []
    return [found[1] ?? args[at + 1] ?? '']
  })
}
