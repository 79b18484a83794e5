import Spinner from 'ink-spinner'

/** Dots that move every 400 ms: the slowest of the package's sets, one cell of change a tick, plain ASCII. */
export function SlowSpinner() {
  return <Spinner type="simpleDots" />
}
