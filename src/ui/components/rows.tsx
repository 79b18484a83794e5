import {Box, Text} from 'ink'
import {memo, useContext} from 'react'
import {LookContext} from '../look.ts'
import {paintRow} from '../rows/paint-row.ts'
import {cutRow, type Row} from '../rows/row.ts'

type RowsProps = {readonly rows: readonly Row[]; readonly width: number; readonly height?: number}

/** The one place where text reaches the screen: every row cut to the width, one Text each, never more than fit. */
export function Rows({rows, width, height = rows.length}: RowsProps) {
  const look = useContext(LookContext)
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {rows.slice(0, height).map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its position
        <Line key={at} text={paintRow(cutRow(row, width), look)} />
      ))}
    </Box>
  )
}

/** Most rows stay as they are from one frame to the next. An empty Text has no height and would pull the rows below it up. */
const Line = memo(({text}: {readonly text: string}) => <Text wrap="truncate-end">{text === '' ? ' ' : text}</Text>)
