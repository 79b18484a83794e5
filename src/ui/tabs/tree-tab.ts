import {clean} from '../../domain/clean-text.ts'
import type {Trees} from '../../plan/compare-trees.ts'
import type {FamilyTree} from '../../plan/family-tree.ts'
import type {WizardView} from '../../store/view.ts'
import {blank, cutRow, line, prose, type Row, rowWidth, span} from '../rows/row.ts'
import {changeRows, familyRows, holderRows, unlockedRows} from '../rows/tree-rows.ts'
import type {Tab} from './tab.ts'

/** Who brings which wasmtime, before the session and now, and what keeps another one. */
export const treeTab: Tab = {
  id: 'tree',
  number: 3,
  label: 'Tree',
  isThere: ({session}) => session !== undefined && session.plan.target.wasmtime !== null,
  detail: (view, {width}) => ({title: 'wasmtime in the dependency tree', head: [], body: treeRows(view, width)}),
}

/** What moved first, then the trees themselves: beside each other where there is room for both. */
export function treeRows(view: WizardView, width: number): Row[] {
  const {trees} = view
  if (trees === undefined) return [line('Reading the lockfile', 'dim')]
  return [...movedRows(trees, width), ...bothRows(trees, view, width), ...section('Holders', holderRows(trees, width))]
}

function movedRows({changes}: Trees, width: number): Row[] {
  return changes.flatMap(change => [...changeRows(change, width), blank])
}

function bothRows({before, now}: Trees, view: WizardView, width: number): Row[] {
  if (before === undefined) return [line('As at the start', 'heading'), ...wholeRows(now, view, width)]
  if (width < leastBeside)
    return [
      line('Now', 'heading'),
      ...wholeRows(now, view, width),
      ...section('Before', wholeRows(before, view, width)),
    ]
  const half = Math.floor((width - 3) / 2)
  const columns = [before, now].map(tree => wholeRows(tree, view, half))
  return beside(
    [
      [line('Before', 'heading'), ...(columns[0] ?? [])],
      [line('Now', 'heading'), ...(columns[1] ?? [])],
    ],
    half,
  )
}

/** What is locked and what isn't yet, with the step that will lock it. */
function wholeRows(tree: FamilyTree, view: WizardView, width: number): Row[] {
  const rows = [...familyRows(tree, width), ...unlockedRows(tree, width)]
  if (tree.unlocked.length === 0) return rows.length === 0 ? [line('Nothing here asks for wasmtime.', 'dim')] : rows
  const step = view.session?.steps.find(({plan}) => plan.kind === 'refresh-lockfile')
  const locks = step === undefined ? '' : ` The step “${clean(step.plan.title)}” lets cargo write one.`
  return [...rows, ...prose(`No lockfile says which release that is.${locks}`, width, {style: 'dim', first: '  '})]
}

function section(title: string, rows: readonly Row[]): readonly Row[] {
  return rows.length === 0 ? [] : [blank, line(title, 'heading'), ...rows]
}

/** Two columns of rows, each `width` wide. */
function beside([left = [], right = []]: readonly (readonly Row[])[], width: number): Row[] {
  return Array.from({length: Math.max(left.length, right.length)}, (_, at) => {
    const row = cutRow(left[at] ?? blank, width)
    return [...row, span(' '.repeat(width - rowWidth(row))), span(' │ ', 'dim'), ...(right[at] ?? blank)]
  })
}

const leastBeside = 96
