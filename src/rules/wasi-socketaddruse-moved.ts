import {moveByCatalog} from './parts/move-by-catalog.ts'
import type {Rule} from './rule.ts'

/** `SocketAddrUse` is in `sockets` alone; `AllowedNetworkUses` has nothing in its place. */
export const wasiSocketaddruseMoved: Rule = {changes: ['wasi-socketaddruse-moved'], rewrite: moveByCatalog}
