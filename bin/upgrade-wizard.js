#!/usr/bin/env node
// Says plainly what is missing before anything modern is loaded.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `upgrade-wizard needs Node 20.19 or newer; this is ${process.versions.node}.\n→ Install a newer Node, then run it again.`,
  )
  process.exit(2)
}
try {
  await import('../dist/main.js')
} catch (error) {
  // Where the system lets it read nothing more, there is nothing left to say it with but this.
  if (error?.syscall === undefined) throw error
  console.error(`upgrade-wizard cannot be loaded: ${error.message}`)
  console.error('→ Mend that (for too many open files: ulimit -n 1024), then run it again.')
  process.exit(1)
}
