import {Box, Text} from 'ink'
import {useContext} from 'react'
import {LookContext} from '../look.ts'
import {cutRow, type Row} from '../rows/row.ts'
import {theme, toAscii} from '../rows/theme.ts'

type RowsProps = {readonly rows: readonly Row[]; readonly width: number; readonly height?: number}

/** The one place where text reaches the screen: every row cut to the width, one Text each, never more than fit. */
export function Rows({rows, width, height = rows.length}: RowsProps) {
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {rows.slice(0, height).map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its position
        <Line key={at} row={cutRow(row, width)} />
      ))}
    </Box>
  )
}

function Line({row}: {readonly row: Row}) {
  const {isAscii} = useContext(LookContext)
  // An empty Text has no height and would pull the rows below it up.
  if (row.every(({text}) => text === '')) return <Text> </Text>
  return (
    <Text wrap="truncate-end">
      {row.map(({text, style}, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is its position in the row
        <Text key={at} {...(style === undefined ? {} : theme[style])}>
          {isAscii ? toAscii(text) : text}
        </Text>
      ))}
    </Text>
  )
}
