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
 * Holds the view and shows it, at most every `frameMs`. While a command runs, what it prints and the clock are shown once a
 * second: each frame takes a little of what the command wants itself.
 */
export function createPublisher(first: WizardView, clock: Clock, later: Later, frameMs: number): Publisher {
  const published = createStore<WizardView>(() => first)
  let view = first
  let publishedAt = Number.NEGATIVE_INFINITY
  let frame: {readonly dueMs: number; readonly cancel: () => void} | undefined
  let isTicking = false

  const publish = () => {
    frame?.cancel()
    frame = undefined
    publishedAt = clock.monotonicMs()
    if (published.getState() !== view) published.setState(view, true)
  }
  const publishBy = (dueMs: number) => {
    if (frame !== undefined && frame.dueMs <= dueMs) return
    frame?.cancel()
    frame = {dueMs, cancel: later(Math.max(0, dueMs - clock.monotonicMs()), publish)}
  }
  const change = (next: WizardView) => {
    view = {...next, nowMs: clock.now().getTime(), steadyMs: clock.monotonicMs()}
    const isCalm = view.running !== undefined && !isNews(view, published.getState())
    publishBy(publishedAt + (isCalm ? calmMs : frameMs))
    if (isTicking || !isBusy(view)) return
    isTicking = true
    later(view.running === undefined ? tickMs : calmMs, tick)
  }
  const tick = () => {
    isTicking = false
    if (isBusy(view)) change(view)
  }
  return {published, view: () => view, change, publish}
}

/** Whether more has changed than how far a command is. */
function isNews(view: WizardView, shown: WizardView): boolean {
  const keys = Object.keys({...view, ...shown}) as (keyof WizardView)[]
  return keys.some(key => !calmKeys.has(key) && view[key] !== shown[key])
}

const calmKeys: ReadonlySet<keyof WizardView> = new Set(['tail', 'life', 'disk', 'nowMs', 'steadyMs'])
const calmMs = 1000
const tickMs = 500
