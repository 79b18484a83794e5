import {Box} from 'ink'
import {useStore} from 'zustand'
import type {WizardStore} from '../store/create-wizard-store.ts'
import {isBusy, type WizardView} from '../store/view.ts'
import {CandidateTable} from './components/candidate-table.tsx'
import {Panes} from './components/panes.tsx'
import {Rows} from './components/rows.tsx'
import type {Layout} from './layout.ts'
import {type Look, LookContext} from './look.ts'
import {screenOf} from './parts.ts'
import type {Performer} from './perform.ts'
import {busyDots, busyWidth} from './rows/busy-dots.ts'
import {footerRow} from './rows/footer-row.ts'
import {gateRows} from './rows/gate-rows.ts'
import {headerRow} from './rows/header-row.ts'
import {cutRow, rule, span} from './rows/row.ts'
import type {ScreenParts} from './screen-parts.ts'
import {useKeys} from './use-keys.ts'

export type AppProps = {
  readonly store: WizardStore
  readonly performer: Performer
  readonly repository: string
  readonly look: Look
}

/** The whole screen: a function of the published view. */
export function App({store, performer, repository, look}: AppProps) {
  const view = useStore(store.published)
  useKeys(performer)
  const {layout, parts} = screenOf(view)
  return (
    <LookContext.Provider value={look}>
      {layout.isTiny ? <Tiny view={view} /> : <Screen {...{store, view, layout, parts, repository}} />}
    </LookContext.Provider>
  )
}

type ScreenProps = Pick<AppProps, 'store' | 'repository'> & {
  readonly view: WizardView
  readonly layout: Layout
  readonly parts: ScreenParts
}

function Screen({store, view, layout, parts, repository}: ScreenProps) {
  const {inner, columns, rows} = layout
  const footer = isBusy(view) ? [busyDots(view.nowMs), ...footerRow(view, inner - busyWidth)] : footerRow(view, inner)
  const gate = view.local.help ? [] : gateRows(view, inner)
  return (
    <Box flexDirection="column" width={columns} height={rows} paddingX={1} overflow="hidden">
      <Rows rows={[headerRow(view, repository, inner), rule(parts.title, inner, parts.remark)]} width={inner} />
      <Box flexGrow={1} flexDirection="column" overflow="hidden">
        <Panes view={view} parts={parts} layout={layout} list={candidateList(store, view, layout)} />
      </Box>
      <Rows rows={gate} width={inner} />
      <Rows rows={[footer]} width={inner} height={1} />
    </Box>
  )
}

function candidateList(store: WizardStore, {question, local}: WizardView, {list}: Layout) {
  if (question?.subject.kind !== 'target' || local.help) return undefined
  const {candidates} = question.subject
  return (
    <CandidateTable
      candidates={candidates}
      width={list.width}
      height={list.height}
      isFocused={!local.isGuarded && local.input === undefined}
      initialIndex={local.highlight}
      onHighlight={highlight => {
        store.changeLocal({highlight, scroll: 0})
        store.flush()
      }}
    />
  )
}

/** Too small for the screens: one line, and the ways out still work. */
function Tiny({view}: {readonly view: WizardView}) {
  const {columns, rows} = view.local.size
  const [ask, quits] = view.guest === undefined ? ['Quit? y quit', 'q quits'] : ['Leave? y leave', 'q leaves']
  const text = view.local.confirmsQuit
    ? `${ask}, n stay`
    : (view.local.hint ?? `60×15 is the least: enlarge, or ${quits}`)
  return (
    <Box width={columns} height={rows} overflow="hidden">
      <Rows rows={[cutRow([span(text)], columns)]} width={columns} />
    </Box>
  )
}
