#!/usr/bin/env node
// Says plainly what is missing before anything modern is loaded.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `upgrade-wizard needs Node 20.19 or newer; this is ${process.versions.node}.\n→ Install a newer Node, then run it again.`,
  )
  process.exit(2)
}
await import('../dist/main.js')
