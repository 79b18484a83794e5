import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {onTestFinished} from 'vitest'

/** What a test wants of the registry, for one request. Undefined: the registry answers as it should. */
type Behaviour = (request: IncomingMessage, response: ServerResponse) => boolean

export type SparseRegistry = {
  /** `sparse+http://127.0.0.1:8080/` */
  readonly index: string
  /** `127.0.0.1:8080` */
  readonly host: string
  /** What was asked for, in order: `/config.json`, `/wa/sm/wasmtime`. */
  readonly asked: string[]
  /** `behave` is asked first from now on; when it gives true, it has answered or wants silence. */
  behave(behave: Behaviour): void
  publish(crate: string, lines: readonly object[]): void
  close(): Promise<void>
}

/** A line of an index. */
export function indexLine(name: string, vers: string, more: object = {}): object {
  return {name, vers, deps: [], cksum: '0'.repeat(64), features: {}, yanked: false, v: 2, ...more}
}

/**
 * A sparse registry on loopback that holds what the test publishes. With `token`, it lets in only who brings it. It is closed
 * when the test ends.
 */
export async function sparseRegistry({token}: {readonly token?: string} = {}): Promise<SparseRegistry> {
  const crates = new Map<string, string>()
  const asked: string[] = []
  let behave: Behaviour = () => false
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    asked.push(url)
    if (behave(request, response)) return
    if (token !== undefined && request.headers.authorization !== token) return void response.writeHead(401).end()
    if (url === '/config.json') return void response.end(JSON.stringify(configOf(registry, token)))
    const body = crates.get(url.split('/').at(-1) ?? '')
    if (body === undefined) return void response.writeHead(404).end()
    const etag = `"${body.length}"`
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
    response.writeHead(200, {etag}).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const registry: SparseRegistry = {
    index: `sparse+http://${host}/`,
    host,
    asked,
    behave(wanted) {
      behave = wanted
    },
    publish(crate, lines) {
      crates.set(crate, lines.map(line => `${JSON.stringify(line)}\n`).join(''))
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  onTestFinished(registry.close)
  return registry
}

function configOf({host}: SparseRegistry, token: string | undefined): object {
  return {dl: `http://${host}/dl`, ...(token === undefined ? {} : {'auth-required': true})}
}
