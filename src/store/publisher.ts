import {createStore, type StoreApi} from 'zustand/vanilla'
import type {Clock} from '../domain/ports.ts'
import {isBusy, type WizardView} from './view.ts'

/** Runs something later, once; the returned function takes it back. */
export type Later = (delayMs: number, run: () => void) => () => void

export type Publisher = {
  readonly published: StoreApi<WizardView>
  view(): WizardView
  change(next: WizardView): void
  publish(): void
}

/**
 * Holds the view and shows it at most every `frameMs`; while something runs, twice a second for the
 * clock and the sign of life on it.
 */
export function createPublisher(first: WizardView, clock: Clock, later: Later, frameMs: number): Publisher {
  const published = createStore<WizardView>(() => first)
  let view = first
  let publishedAt = Number.NEGATIVE_INFINITY
  let frame: (() => void) | undefined
  let isTicking = false

  const publish = () => {
    frame?.()
    frame = undefined
    publishedAt = clock.monotonicMs()
    if (published.getState() !== view) published.setState(view, true)
  }
  const change = (next: WizardView) => {
    view = {...next, nowMs: clock.now().getTime(), steadyMs: clock.monotonicMs()}
    frame ??= later(Math.max(0, publishedAt + frameMs - clock.monotonicMs()), publish)
    if (isTicking || !isBusy(view)) return
    isTicking = true
    later(tickMs, tick)
  }
  const tick = () => {
    isTicking = false
    if (isBusy(view)) change(view)
  }
  return {published, view: () => view, change, publish}
}

const tickMs = 500
