import {Box} from 'ink'
import SelectInput from 'ink-select-input'
import type {Candidate} from '../../domain/target.ts'
import {line, span} from '../rows/row.ts'
import {candidateCells, candidateHeading, candidateLine} from '../screens/target.ts'
import {Rows} from './rows.tsx'

type CandidateTableProps = {
  readonly candidates: readonly Candidate[]
  readonly height: number
  readonly width: number
  /** Takes keys: not while the guard, the help or an input line has them. */
  readonly isFocused: boolean
  readonly initialIndex: number
  readonly onHighlight: (index: number) => void
}

/**
 * The candidates as a list to move through. ink-select-input keeps the mark; taking a candidate is left to the key
 * table, because the package also takes one on a bare digit. See docs/decisions/0003-ink-packages.md.
 */
export function CandidateTable(props: CandidateTableProps) {
  const {candidates, height, width, isFocused, initialIndex, onHighlight} = props
  const items = candidates.map((candidate, index) => ({
    key: candidate.wasmtime,
    label: candidateLine(candidateCells(candidate), width - 2),
    value: index,
  }))
  return (
    <Box flexDirection="column" width={width} height={height} aria-role="listbox">
      <Rows rows={[line(`  ${candidateLine(candidateHeading, width - 2)}`, 'dim')]} width={width} />
      <SelectInput
        items={items}
        limit={height - 1}
        isFocused={isFocused}
        initialIndex={initialIndex}
        onHighlight={item => onHighlight(item.value)}
        indicatorComponent={Mark}
        itemComponent={props => <Candidacy {...props} width={width - 2} />}
      />
    </Box>
  )
}

function Mark({isSelected = false}: {isSelected?: boolean}) {
  return <Rows rows={[[span(isSelected ? '▸ ' : '  ', 'accent')]]} width={2} />
}

function Candidacy({isSelected = false, label, width}: {isSelected?: boolean; label: string; width: number}) {
  return (
    <Box aria-role="option" aria-state={{selected: isSelected}}>
      <Rows rows={[isSelected ? line(label, 'marked') : line(label)]} width={width} />
    </Box>
  )
}
