// Parts of Ink that are replaced in the bundle, and by what; docs/decisions/0019-frames.md says why.
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const parts = [
  {name: 'string-width', ours: 'src/domain/column-width.ts', as: 'columnWidth'},
  {name: './output.js', ours: 'src/ui/frame-output.ts', as: 'FrameOutput'},
  {name: './measure-text.js', ours: 'src/ui/frame-output.ts', as: 'textSize'},
  {name: './sanitize-ansi.js', ours: 'src/ui/frame-output.ts', as: 'asItIs'},
  // Its devtools are for Ink's own developers.
  {name: 'react-devtools-core'},
]

/** An esbuild plugin; the build of something with Ink fails when Ink no longer has one of the parts. */
export const inkParts = {
  name: 'ink-parts',
  setup(bundler) {
    const seen = new Set()
    bundler.onResolve(
      {filter: /^(\.\/(output|measure-text|sanitize-ansi)\.js|string-width|react-devtools-core)$/},
      ({path, importer}) => {
        if (path.startsWith('.') && !/[\\/]ink[\\/]build[\\/]/.test(importer)) return undefined
        seen.add(path)
        return {path, namespace: 'ink-parts'}
      },
    )
    bundler.onLoad({filter: /.*/, namespace: 'ink-parts'}, args => {
      const {ours, as} = parts.find(({name}) => name === args.path)
      const contents = ours === undefined ? 'export default {}' : `export {${as} as default} from './${ours}'`
      return {contents, resolveDir: root}
    })
    bundler.onEnd(() => {
      const missing = parts.filter(({name}) => !seen.has(name)).map(({name}) => name)
      return seen.size === 0 || missing.length === 0
        ? {}
        : {errors: [{text: `Ink no longer has: ${missing.join(', ')}`}]}
    })
  },
}
