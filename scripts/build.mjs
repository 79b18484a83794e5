// Bundles src/main.ts into dist/main.js, and packs the parser of Rust and the demo's fixtures beside it.

import {lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {gzipSync} from 'node:zlib'
import {build} from 'esbuild'
import {inkParts} from './ink-parts.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const dist = path.join(root, 'dist')
const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

mkdirSync(dist, {recursive: true})
await bundle()
packWasm('web-tree-sitter', 'web-tree-sitter/web-tree-sitter.wasm')
packWasm('tree-sitter-rust', 'tree-sitter-rust/tree-sitter-rust.wasm')
packWasm('ast-grep', '@ast-grep/wasm/wasm_bg.wasm')
writeFileSync(
  path.join(dist, 'demo.json.gz'),
  gzipSync(JSON.stringify({registry: pack('fixtures/registry'), repos: pack('fixtures/repos')}), {level: 9}),
)

async function bundle() {
  const next = path.join(dist, '.next')
  rmSync(next, {recursive: true, force: true})
  await build({
    entryPoints: [path.join(root, 'src', 'main.ts')],
    outdir: next,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    sourcemap: false,
    // Ink asks for the development build of React, and for its devtools, unless both are settled here.
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      __VERSION__: JSON.stringify(version),
    },
    plugins: [inkParts],
    // Some bundled packages are CommonJS and call require at run time.
    banner: {
      js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
  for (const name of readdirSync(dist)) if (name.endsWith('.js')) rmSync(path.join(dist, name))
  for (const name of readdirSync(next)) renameSync(path.join(next, name), path.join(dist, name))
  rmSync(next, {recursive: true})
}

/** The parser of Rust and ast-grep are WebAssembly, read when the first Rust file has to be parsed. */
function packWasm(name, from) {
  const file = path.join(root, 'node_modules', from)
  writeFileSync(path.join(dist, `${name}.wasm.gz`), gzipSync(readFileSync(file), {level: 9}))
}

/** Every file below a folder: path → [mode, base64], or [link target]. npm would leave dotfiles such as .gitignore out. */
function pack(folder) {
  const files = {}
  const visit = (directory, prefix) => {
    for (const name of readdirSync(directory).toSorted()) {
      const file = path.join(directory, name)
      const stat = lstatSync(file)
      if (stat.isDirectory()) visit(file, `${prefix}${name}/`)
      else if (stat.isSymbolicLink()) files[prefix + name] = [readlinkSync(file)]
      else files[prefix + name] = [stat.mode & 0o777, readFileSync(file).toString('base64')]
    }
  }
  visit(path.join(root, folder), '')
  return files
}
