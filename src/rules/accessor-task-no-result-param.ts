import {closest} from '../rust-source/ancestors.ts'
import {resolved} from '../rust-source/meaning-of.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {pathSegments} from '../rust-source/written-path.ts'
import {isPath} from '../scan/api-uses/syntax.ts'
import {withOwnError} from './parts/own-error.ts'
import {removedEntry} from './parts/use-tree.ts'
import {byHand, type Rule, type RustUse} from './rule.ts'

/** A task gives a `Result<()>`, and nothing else that would have to be said. */
export const accessorTaskNoResultParam: Rule = {
  changes: ['accessor-task-no-result-param'],
  rewrite: use => {
    const item = closest(use.leaf, 'impl_item')
    const list = item?.childForFieldName('trait')?.childForFieldName('type_arguments')
    const [, , result] = list?.namedChildren.filter(({type}) => !type.endsWith('comment')) ?? []
    if (!result) return undefined
    if (!isUnitResult(result, use)) return byHand('its task gives something else than Result<()>')
    return {kind: 'edits', edits: [removedEntry(result, use.text), ...withOwnError(returnedBy(item), use)]}
  },
}

function isUnitResult(type: Node, {file}: RustUse): boolean {
  const isResult = isPath(resolved(pathSegments(type), type, file), ['wasmtime::Result', 'anyhow::Result'])
  return isResult && type.childForFieldName('type_arguments')?.namedChildren[0]?.text === '()'
}

/** What the function `run` says it gives. */
function returnedBy(item: Node | undefined): Node | null {
  const functions = item?.childForFieldName('body')?.namedChildren.filter(({type}) => type === 'function_item') ?? []
  return functions.find(one => one.childForFieldName('name')?.text === 'run')?.childForFieldName('return_type') ?? null
}
