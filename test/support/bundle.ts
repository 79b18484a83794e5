import {mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {build, type Plugin} from 'esbuild'

/** Bundles a TypeScript entry as the program itself is built and returns the file to run with node. */
export async function bundle(entry: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-bundle-'))
  await build({
    entryPoints: {main: entry},
    outdir: folder,
    outExtension: {'.js': '.mjs'},
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    jsx: 'automatic',
    define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
    banner: {
      js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
    },
    plugins: [withoutDevtools],
    logLevel: 'warning',
  })
  return path.join(folder, 'main.mjs')
}

const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'empty'}))
    onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {}'}))
  },
}
