import {ancestors} from './ancestors.ts'
import type {Node} from './rust-parser.ts'

/** How a variable came to be: the type it was declared with, else the value it was given. */
export type Declaration = {readonly type: Node | null; readonly value: Node | null}

/** The declaration of a variable: the nearest `let` before it, or the parameter of the function or closure around. */
export function declaredAs(variable: Node): Declaration | undefined {
  const name = variable.text
  for (const at of ancestors(variable)) {
    if (at.type === 'block') {
      const found = letBefore(at, variable, name)
      if (found !== undefined) return found
    }
    if (at.type === 'function_item' || at.type === 'closure_expression') {
      const parameter = parameterNamed(at, name)
      if (parameter !== undefined) return parameter
    }
    if (at.type === 'function_item') return undefined
  }
  return undefined
}

/** The functions and structs of a file by their names; of several functions the first. */
export type Declarations = {
  readonly functions: ReadonlyMap<string, Node>
  readonly structs: ReadonlyMap<string, readonly Node[]>
}

/** Reads them; that takes a walk through the whole tree, so it is to be done once and only when it is needed. */
export function readDeclarations(root: Node): Declarations {
  const functions = new Map<string, Node>()
  const structs = new Map<string, Node[]>()
  for (const item of root.descendantsOfType(['function_item', 'struct_item'])) {
    const name = item.childForFieldName('name')?.text ?? ''
    if (item.type === 'struct_item') structs.set(name, [...(structs.get(name) ?? []), item])
    else if (!functions.has(name)) functions.set(name, item)
  }
  return {functions, structs}
}

/** The type of a field of a struct. */
export function fieldType({structs}: Declarations, struct: string, field: string): Node | null {
  for (const item of structs.get(struct) ?? []) {
    const fields = item.childForFieldName('body')?.namedChildren ?? []
    const found = fields.find(child => child.childForFieldName('name')?.text === field)
    if (found !== undefined) return found.childForFieldName('type')
  }
  return null
}

/** The types of all fields of a struct, the unnamed ones too. */
export function fieldTypes({structs}: Declarations, struct: string): readonly Node[] {
  return (structs.get(struct) ?? [])
    .flatMap(item => item.childForFieldName('body')?.namedChildren ?? [])
    .map(child => (child.type === 'field_declaration' ? (child.childForFieldName('type') ?? child) : child))
}

function letBefore(block: Node, variable: Node, name: string): Declaration | undefined {
  const before = block.namedChildren.filter(
    child => child.type === 'let_declaration' && child.endIndex <= variable.startIndex,
  )
  const found = before.findLast(child => child.childForFieldName('pattern')?.text === name)
  return found && {type: found.childForFieldName('type'), value: found.childForFieldName('value')}
}

function parameterNamed(callable: Node, name: string): Declaration | undefined {
  const parameters = callable.childForFieldName('parameters')?.namedChildren ?? []
  for (const parameter of parameters) {
    if (parameter.type === 'identifier' && parameter.text === name) return {type: null, value: null}
    if (parameter.childForFieldName('pattern')?.text.replace(/^mut /, '') === name)
      return {type: parameter.childForFieldName('type'), value: null}
  }
  return undefined
}
