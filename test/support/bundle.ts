import {mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {build} from 'esbuild'
// @ts-expect-error: plain JavaScript, as the build is
import {inkParts} from '../../scripts/ink-parts.mjs'

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
    plugins: [inkParts],
    logLevel: 'warning',
  })
  return path.join(folder, 'main.mjs')
}
