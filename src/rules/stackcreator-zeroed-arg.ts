import {byHand, inserted, type Rule} from './rule.ts'

/** Who makes stacks is told whether they have to be zeroed. */
export const stackcreatorZeroedArg: Rule = {
  changes: ['stackcreator-zeroed-arg'],
  rewrite: ({leaf}) => {
    const list = leaf.parent?.childForFieldName('parameters')
    const parameters = list?.namedChildren.filter(({type}) => type === 'parameter') ?? []
    const [size, zeroed] = parameters
    if (zeroed !== undefined) return undefined
    if (!size) return byHand('its parameters are not known')
    return {kind: 'edits', edits: [inserted(size.endIndex, ', _zeroed: bool')], note: mustZero}
  },
}

const mustZero = '`new_stack` is told by `_zeroed` to give zeroed memory; that needs code where stacks are used again'
