import {commandRows} from '../pane-rows.ts'
import type {Tab} from './tab.ts'

/** The command at hand, as whole as there is room for it, and all of its output. */
export const outputTab: Tab = {
  id: 'output',
  number: 2,
  label: 'Output',
  isThere: ({command}) => command !== undefined,
  detail: (view, {width}) => ({
    head: view.command === undefined ? [] : commandRows(view.command, view, width, commandHeight),
    body: 'output',
  }),
}

const commandHeight = 5
