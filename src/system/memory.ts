import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'

/**
 * Keeps the heap of short-lived objects at one semi-space of 1 MiB instead of up to 16: V8 would take the memory for speed
 * and keep it through hours in which the wizard only watches a build. Both flags are read whenever a heap wants to grow.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--optimize-for-size')
}

/**
 * When reading and planning are over: gives back what they took (some 30 ms), and lets V8 compile a function only after thirty
 * times the work that it waits for by default. A screen that changes once a second seldom gets there, and the threads that
 * compile take their time from the build; a flood of output still does.
 */
export function settleDown(): void {
  setFlagsFromString('--interrupt-budget=2000000')
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
