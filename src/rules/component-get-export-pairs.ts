import {edits, type Rule, replaced} from './rule.ts'

/** `get_export` gives the item with its index; what gave the index alone is `get_export_index`. */
export const componentGetExportPairs: Rule = {
  changes: ['component-get-export-pairs'],
  rewrite: ({leaf, word}) => edits(replaced(leaf, word === 'export_index' ? 'get_export' : 'get_export_index')),
}
