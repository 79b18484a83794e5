import {closest} from '../rust-source/ancestors.ts'
import {importOf} from './parts/import-of.ts'
import {replaceImport} from './parts/replace-import.ts'
import {wholeLines} from './parts/statement.ts'
import {namesMeaning} from './parts/view-impls.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, removed, spanOf} from './rule.ts'

/** Async traits that wiggle generates are the language's own: `#[wiggle::async_trait]` goes from what implements them. */
export const wiggleNoAsyncTrait: Rule = {
  changes: ['wiggle-no-async-trait'],
  rewrite: use => {
    const {leaf, text} = use
    if (closest(leaf, 'use_declaration') !== undefined) return withoutImport(use)
    const attribute = closest(leaf, 'attribute_item')
    if (attribute === undefined) return byHand('wiggle has no async_trait any more')
    let item = attribute.nextNamedSibling
    while (item?.type === 'attribute_item' || item?.type.endsWith('comment')) item = item.nextNamedSibling
    if (item?.type !== 'impl_item' || !item.childForFieldName('trait')) return byHand('it is on no implementation')
    return edits(removed(wholeLines(spanOf(attribute), text)))
  },
}

/** The import goes with its last use. */
function withoutImport(use: RustUse): Rewrite | undefined {
  const {leaf, file} = use
  if (namesMeaning('async_trait', paths, file).length > 0) return undefined
  const isPrivate = importOf(leaf, 'async_trait', paths, file) !== undefined
  return isPrivate ? replaceImport(use) : byHand('wiggle has no async_trait any more')
}

const paths = ['wiggle::async_trait']
