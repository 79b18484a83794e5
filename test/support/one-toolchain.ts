// @ts-expect-error: plain JavaScript, as the scripts are
import {oneToolchain} from '../../scripts/one-toolchain.mjs'

/** Tests see the active toolchain alone, whatever else a machine has, and leave none behind that they install. */
export function setup(): () => void {
  const {variables, remove} = oneToolchain()
  Object.assign(process.env, variables)
  return remove
}
