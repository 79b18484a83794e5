import {renamePath} from './parts/rename.ts'
import type {Rule} from './rule.ts'

/** What an export is looked up by is called `ExportLookup`, for components too. */
export const instanceExportLookupRenamed: Rule = {
  changes: ['instance-export-lookup-renamed'],
  isRename: true,
  rewrite: use => renamePath(use, {'wasmtime::component::InstanceExportLookup': 'wasmtime::component::ExportLookup'}),
}
