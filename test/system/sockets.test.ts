import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import path from 'node:path'
import fc from 'fast-check'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import {connectTo} from '../../src/system/connect-socket.ts'
import {listenAt} from '../../src/system/listen-socket.ts'
import {givenPlace, type SocketPlace, sharedPlace} from '../../src/system/socket-place.ts'
import {echoed, echoHost, ownPlace, rawGuest, readToEnd, toldUntilClosed} from '../support/sockets.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const isRoot = process.getuid?.() === 0
const needsRoot = isRoot ? '' : ' (skipped: only root can become somebody else)'

describe('a host and its guests', () => {
  test('speak in lines, whatever is in them and however long they are', async () => {
    const place = await ownPlace()
    await echoHost(place)
    const long = 'é'.repeat(32 * 1024)

    expect(await echoed(await connectTo([place]), '')).toBe('')
    expect(await echoed(await connectTo([place]), '{"say":"\\u0000 \u001b[31m"}')).toBe('{"say":"\\u0000 \u001b[31m"}')
    expect(await echoed(await connectTo([place]), long)).toBe(long)
  })

  test('say goodbye: what was sent before it arrives', async () => {
    const place = await ownPlace()
    const host = await echoHost(place)
    const guest = await connectTo([place])
    const told = toldUntilClosed(guest)
    guest.send('hello')
    await heardBy(host.heard, 1)
    for (let number = 0; number < 500; number++) host.wires[0]?.send(`${number} ${'x'.repeat(4000)}`)

    await host.close()

    expect((await told).length).toBe(501)
  })

  test('hear once that it is over, also when they ask afterwards', async () => {
    const place = await ownPlace()
    const host = await echoHost(place)
    const guest = await connectTo([place])
    await echoed(guest, 'hello')

    guest.close()
    guest.close()
    await heardBy(host.whys, 1)

    expect(await new Promise(resolve => host.wires[0]?.onClosed(resolve))).toBeUndefined()
    expect([host.wires[0]?.send('anybody?'), host.whys]).toEqual([false, [undefined]])
  })

  test('meet again when the host comes back after kill -9, at a socket that is dead by then', async () => {
    const place = await ownPlace()
    leaveDeadSocket(place)
    await expect(connectTo([place])).rejects.toMatchObject(problem('pair-nobody-here'))

    await echoHost(place)

    expect(await echoed(await connectTo([place]), 'hello')).toBe('hello')
  })

  test('meet at the second place when nobody listens at the first', async () => {
    const [first, second] = [await ownPlace(), await ownPlace()]
    leaveDeadSocket(first)
    await echoHost(second)

    expect(await echoed(await connectTo([first, second]), 'hello')).toBe('hello')
  })
})

describe('where no host is', () => {
  test('nobody can be joined', async () => {
    const place = await ownPlace()

    await expect(connectTo([place])).rejects.toMatchObject(problem('pair-nobody-here'))
    mkdirSync(place.folder, {mode: 0o700})
    await expect(connectTo([place])).rejects.toMatchObject(problem('pair-nobody-here'))
  })

  test.each([
    ['a file', (file: string) => writeFileSync(file, 'mine')],
    ['a folder', (file: string) => mkdirSync(file)],
    ['a link to a socket', (file: string) => symlinkSync(path.join(path.dirname(file), 'other.sock'), file)],
  ])('%s at its path is left alone, and told by both sides', async (_, lay) => {
    const place = await ownPlace()
    await echoHost({...place, path: path.join(place.folder, 'other.sock')})
    lay(place.path)
    const before = statSync(place.path).ino

    await expect(listenAt([place], unheard)).rejects.toMatchObject(problem('pair-place-in-the-way'))
    await expect(connectTo([place])).rejects.toMatchObject(problem('pair-place-in-the-way'))
    expect(statSync(place.path).ino).toBe(before)
  })

  test('but another program of the user, that one is not pushed aside', async () => {
    const place = await ownPlace()
    await echoHost(place)

    await expect(listenAt([place], unheard)).rejects.toMatchObject(problem('pair-place-taken'))
    expect(await echoed(await connectTo([place]), 'still here')).toBe('still here')
  })

  test('a socket that others may connect to is not believed', async () => {
    const place = await ownPlace()
    await echoHost(place)
    chmodSync(place.path, 0o666)

    await expect(connectTo([place])).rejects.toMatchObject(problem('pair-place-open'))
  })
})

describe('a host that ends', () => {
  test('removes its socket', async () => {
    const place = await ownPlace()
    const host = await echoHost(place)

    await host.close()

    expect(existsSync(place.path)).toBe(false)
  })

  test('leaves the socket that has taken the place of its own', async () => {
    const place = await ownPlace()
    const host = await echoHost(place)
    rmSync(place.path)
    const other = createServer().listen(place.path)
    onTestFinished(() => void other.close())
    await once(other, 'listening')

    await host.close()

    expect(statSync(place.path).isSocket()).toBe(true)
  })

  test('is not kept alive by waiting for guests', async () => {
    const place = await ownPlace()
    const waiting = () => process.getActiveResourcesInfo().filter(kind => kind === 'PipeWrap').length
    const before = waiting()
    const host = await listenAt([place], unheard)
    onTestFinished(() => host.close())

    expect(waiting()).toBe(before)
  })
})

describe('a guest without manners', () => {
  test.each([
    ['says a line that is too long', 'x'.repeat(64 * 1024 + 1), 'a line was too long'],
    ['says bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x0a]), 'a line was no text'],
    ['says a NUL', 'a\0b\n', 'a line was no text'],
    ['says too much at once', 'hello\n'.repeat(500), 'too many lines came at once'],
  ])('that %s is turned away with the reason, and nobody else is', async (_, bytes, why) => {
    const place = await ownPlace()
    const host = await echoHost(place)
    const other = await connectTo([place])
    const guest = await rawGuest(place.path)
    const told = readToEnd(guest)

    guest.write(bytes)

    expect((await told).split('\n').at(-2)).toBe(`bye: ${why}`)
    expect(host.whys).toEqual([why])
    expect(await echoed(other, 'unharmed')).toBe('unharmed')
  })

  test('that floods is heard a hundred times, and as often as the time since allows', async () => {
    const place = await ownPlace()
    const host = await echoHost(place)
    const guest = await rawGuest(place.path)
    const began = performance.now()

    guest.write('hello\n'.repeat(5000))
    await readToEnd(guest)

    expect(host.heard.length).toBeGreaterThanOrEqual(100)
    expect(host.heard.length).toBeLessThanOrEqual(100 + Math.ceil((performance.now() - began) / 20))
  })

  test('that says nothing is turned away', async () => {
    const place = await ownPlace()
    await echoHost(place, {firstLineMs: 20})
    const [silent, halting] = [await rawGuest(place.path), await rawGuest(place.path)]
    halting.write('hel')

    expect(await Promise.all([readToEnd(silent), readToEnd(halting)])).toEqual([
      'bye: nothing was said\n',
      'bye: nothing was said\n',
    ])
  })

  test('that makes the host stumble is turned away alone', async () => {
    const place = await ownPlace()
    const host = await listenAt([place], {
      onWire: wire => wire.onLine(line => wire.send(JSON.parse(line))),
      bye: why => why,
    })
    onTestFinished(() => host.close())
    const [guest, other] = [await connectTo([place]), await connectTo([place])]
    const told = toldUntilClosed(guest)

    guest.send('{')

    expect(await told).toEqual(['a line could not be dealt with'])
    expect(await echoed(other, '"unharmed"')).toBe('unharmed')
  })

  test('that is the ninth is told so, until another one leaves', async () => {
    const place = await ownPlace()
    const host = await echoHost(place)
    const guests = await Promise.all(Array.from({length: 8}, () => connectTo([place])))
    await Promise.all(guests.map((guest, number) => echoed(guest, `${number}`)))

    expect(await toldUntilClosed(await connectTo([place]))).toEqual(['bye: there are 8 guests already'])

    guests[0]?.close()
    await heardBy(host.whys, 1)
    expect(await echoed(await connectTo([place]), 'room again')).toBe('room again')
  })

  test('stops no host, whatever it says and however it leaves', async () => {
    const place = await ownPlace()
    await echoHost(place)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({maxLength: 300}), {maxLength: 5}),
        fc.boolean(),
        async (blocks, isRude) => {
          const guest = await rawGuest(place.path)
          const left = readToEnd(guest)
          for (const block of blocks) guest.write(block)
          if (isRude) guest.destroy()
          else guest.end()
          await left
        },
      ),
      {numRuns: 200},
    )

    expect(await echoed(await connectTo([place]), 'unharmed')).toBe('unharmed')
  })
})

describe('a guest that stops reading', () => {
  test('is noticed at 256 KiB, holds up nobody, and gets everything when it wakes', async () => {
    const place = await ownPlace()
    const host = await echoHost(place)
    const frozen = (await rawGuest(place.path)).pause()
    frozen.write('hello\n')
    await heardBy(host.heard, 1)
    const [wire] = host.wires
    const line = 'x'.repeat(4095)
    let sent = 1
    while (wire?.send(line) === true) sent += 1
    const drained = new Promise<void>(resolve => wire?.onDrained(resolve))

    expect(await echoed(await connectTo([place]), 'unharmed')).toBe('unharmed')
    let bytes = 0
    frozen.on('data', data => {
      bytes += data.length
    })
    frozen.resume()
    await drained

    expect(sent * 4096).toBeGreaterThan(256 * 1024)
    expect(sent * 4096).toBeLessThan(2 * 1024 * 1024)
    expect(wire?.send('fresh')).toBe(true)
    const all = sent * 4096 + 'hello\n'.length + 'fresh\n'.length
    while (bytes < all) await once(frozen, 'data')
    expect(bytes).toBe(all)
  })

  test('holds up no host that ends', async () => {
    const place = await ownPlace()
    const host = await echoHost(place)
    const frozen = (await rawGuest(place.path)).pause()
    frozen.write('hello\n')
    await heardBy(host.heard, 1)
    while (host.wires[0]?.send('x'.repeat(4095)) === true);

    await host.close()

    expect(host.whys).toEqual([undefined])
  })
})

describe('another user', () => {
  test.skipIf(!isRoot)(`does not get to a place of one’s own${needsRoot}`, async () => {
    const place = await ownPlace(forEverybody())
    const host = await echoHost(place)

    expect(await asNobody(talk(place.path))).toContain('EACCES')
    // The socket is closed to them also where they get past the folder.
    chmodSync(place.folder, 0o711)
    expect(await asNobody(talk(place.path))).toContain('EACCES')
    expect(host.wires).toEqual([])
  })

  test.skipIf(!isRoot)(
    `gets to a shared place by its path, and can neither list nor replace it${needsRoot}`,
    async () => {
      const place = await sharedPlace(process.getuid?.())
      await echoHost(place)

      expect(await asNobody(talk(place.path))).toBe('hello')
      expect(await asNobody(`require('fs').readdirSync(${JSON.stringify(place.folder)})`)).toContain('EACCES')
      expect(await asNobody(`require('fs').rmSync(${JSON.stringify(place.path)})`)).toContain('EACCES')
      expect(await echoed(await connectTo([givenPlace(place.path)]), 'hello')).toBe('hello')
    },
  )
})

const nobody = 65534
const unheard = {onWire: () => undefined, bye: (why: string) => why}

function problem(code: string) {
  return {problem: expect.objectContaining({code})}
}

/** That many are in the list. */
async function heardBy(list: readonly unknown[], count: number): Promise<void> {
  await vi.waitUntil(() => list.length >= count, {interval: 1, timeout: 10_000})
}

/** As a host leaves it that was killed. */
function leaveDeadSocket({folder, path: file}: SocketPlace): void {
  mkdirSync(folder, {mode: 0o700})
  const script = `require('net').createServer().listen(${JSON.stringify(file)}, () => process.kill(process.pid, 'SIGKILL'))`
  expect(spawnSync(process.execPath, ['-e', script]).signal).toBe('SIGKILL')
  chmodSync(file, 0o600)
}

/** A folder that everybody may pass through, as a mistaken login's own is. */
function forEverybody(): string {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  return folder
}

/** A program that says hello at a socket and prints the answer. */
function talk(file: string): string {
  return `const guest = require('net').createConnection(${JSON.stringify(file)}, () => guest.write('hello\\n'))
    guest.on('data', data => { process.stdout.write(String(data).trim()); guest.destroy() })`
}

/** What a program of another user prints, its error included. */
async function asNobody(script: string): Promise<string> {
  const child = spawn(process.execPath, ['-e', script], {uid: nobody, gid: nobody, cwd: '/'})
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', data => {
      printed += data
    })
  await once(child, 'close')
  return printed
}
