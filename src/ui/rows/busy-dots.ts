import {type Span, span} from './row.ts'

/** Columns the dots take, with the blank behind them. */
export const busyWidth = 4

/**
 * Three dots that come one by one while something runs. They follow from the clock of the view, which moves once or twice
 * a second then: a timer of their own would cost a frame for every tick of it.
 */
export function busyDots(nowMs: number): Span {
  return span('.'.repeat(Math.floor(nowMs / 1000) % 4).padEnd(busyWidth), 'accent')
}
