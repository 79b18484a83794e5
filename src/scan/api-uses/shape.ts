import type {File} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'

/** A file, and what its package tells. */
export type UsingFile = File & {
  /** Whether `bindgen!` of wasmtime generates code in this package. */
  readonly hasBindgen: boolean
  /** Whether the repository has a trait of this name of its own, so that it isn't a generated one. */
  readonly definesTrait: (name: string) => boolean
  /** Whether the repository has a function of this name of its own, in whatever place. */
  readonly definesFunction: (name: string) => boolean
  /** Whether the text names a family crate. */
  readonly namesFamily: boolean
}

/** Whether the place around a name has a shape that names alone don't tell. */
export type Shape = (leaf: Node, file: UsingFile) => boolean
