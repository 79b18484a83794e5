import {chmodSync, chownSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {connectTo} from '../../src/system/connect-socket.ts'
import {listenAt} from '../../src/system/listen-socket.ts'
import {givenPlace, sharedPlace, socketPlaces} from '../../src/system/socket-place.ts'
import {echoed, echoHost, ownPlace} from '../support/sockets.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const uid = process.getuid?.()
const isRoot = uid === 0
const needsRoot = isRoot ? '' : ' (skipped: only root can make what is somebody else’s)'
const longest = process.platform === 'linux' ? 107 : 103

describe('the place of a repository', () => {
  test('is below the login’s own folder first, then below the one for temporary files', async () => {
    const [root, runtime, temporary] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]

    const places = await socketPlaces({root, variables: {XDG_RUNTIME_DIR: runtime, TMPDIR: temporary}, uid})
    const folders = places.map(({folder}) => folder)

    expect(folders[0]).toBe(path.join(runtime, 'upgrade-wizard'))
    expect(folders.slice(-2)).toEqual([path.join(temporary, `upgrade-wizard-${uid}`), `/tmp/upgrade-wizard-${uid}`])
    expect(new Set(places.map(place => path.relative(place.folder, place.path)))).toEqual(
      new Set([expect.stringMatching(/^[0-9a-f]{8}\.sock$/)]),
    )
  })

  test('is the same by whichever way the repository is reached, and another one for each', async () => {
    const [root, other] = [temporaryFolder(), temporaryFolder()]
    const link = path.join(temporaryFolder(), 'link')
    symlinkSync(root, link)
    const first = async (of: string) => (await socketPlaces({root: of, variables: {TMPDIR: '/tmp'}, uid})).at(-1)?.path

    expect(await first(link)).toBe(await first(root))
    expect(await first(other)).not.toBe(await first(root))
  })

  test.each([
    ['has no absolute path', () => 'run'],
    ['is not there', () => '/nowhere/at/all'],
    ['others may write to', () => withMode(temporaryFolder(), 0o777)],
  ])('is not below a folder that %s', async (_, base) => {
    const runtime = base()

    const places = await socketPlaces({root: temporaryFolder(), variables: {XDG_RUNTIME_DIR: runtime}, uid})

    expect(places.map(({folder}) => folder)).not.toContain(path.resolve(runtime, 'upgrade-wizard'))
  })

  test.skipIf(!isRoot)(
    `is not below another login’s folder, which su leaves in the environment${needsRoot}`,
    async () => {
      const theirs = temporaryFolder()
      chownSync(theirs, nobody, nobody)

      const places = await socketPlaces({root: temporaryFolder(), variables: {XDG_RUNTIME_DIR: theirs}, uid})

      expect(places.map(({folder}) => folder)).not.toContain(path.join(theirs, 'upgrade-wizard'))
    },
  )

  test('goes elsewhere when its path would be longer than the system takes, in bytes', async () => {
    const variables = {XDG_RUNTIME_DIR: folderOfBytes(longest), TMPDIR: temporaryFolder()}

    const folders = (await socketPlaces({root: temporaryFolder(), variables, uid})).map(({folder}) => folder)

    expect(folders).not.toContain(path.join(variables.XDG_RUNTIME_DIR, 'upgrade-wizard'))
    expect(folders).toContain(path.join(variables.TMPDIR, `upgrade-wizard-${uid}`))
  })

  test('may have the longest path that the system takes, and is at exactly that path', async () => {
    const place = await ownPlace(folderOfBytes(longest - '/upgrade-wizard/01234567.sock'.length))

    await echoHost(place)

    expect(Buffer.byteLength(place.path)).toBe(longest)
    expect(statSync(place.path).isSocket()).toBe(true)
    expect(await echoed(await connectTo([place]), 'hello')).toBe('hello')
  })

  test('does not exist on a system without users', async () => {
    await expect(socketPlaces({root: '/', variables: {}, uid: undefined})).rejects.toMatchObject(
      problem('pair-unsupported'),
    )
  })

  test('that somebody was given is refused when it is longer than the system takes', () => {
    expect(() => givenPlace(`/${'x'.repeat(longest)}`)).toThrow(expect.objectContaining(problem('pair-path-too-long')))
  })
})

describe('the folder', () => {
  test('is made for its user alone, the socket too', async () => {
    const place = await ownPlace()

    await echoHost(place)

    expect([modeOf(place.folder), modeOf(place.path)]).toEqual([0o700, 0o600])
    expect(readdirSync(place.folder)).toEqual([path.basename(place.path)])
  })

  test.each([
    ['a link', 'pair-place-in-the-way', (folder: string) => symlinkSync(temporaryFolder(), folder)],
    ['a file', 'pair-place-in-the-way', (folder: string) => writeFileSync(folder, '')],
    ['a folder that others may read', 'pair-place-open', (folder: string) => withMode(made(folder), 0o755)],
    ['a folder that the group may enter', 'pair-place-open', (folder: string) => withMode(made(folder), 0o710)],
  ])('is refused by both sides when it is %s', async (_, code, lay) => {
    const place = await ownPlace()
    lay(place.folder)

    await expect(listenAt([place], unheard)).rejects.toMatchObject(problem(code))
    await expect(connectTo([place])).rejects.toMatchObject(problem(code))
  })

  test.skipIf(!isRoot)(`is refused by both sides when it is somebody else’s${needsRoot}`, async () => {
    const place = await ownPlace()
    chownSync(withMode(made(place.folder), 0o700), nobody, nobody)

    await expect(listenAt([place], unheard)).rejects.toMatchObject(problem('pair-place-foreign'))
    await expect(connectTo([place])).rejects.toMatchObject(problem('pair-place-foreign'))
  })

  test('that the system does not let anybody make is left for the next place', async () => {
    const place = await ownPlace()
    const missing = {...place, folder: '/nowhere/at/all', path: '/nowhere/at/all/01234567.sock'}

    const host = await listenAt([missing, place], unheard)
    onTestFinished(() => host.close())

    expect(host.path).toBe(place.path)
  })

  test('of a shared place can be passed through by those who know its name, and goes with its socket', async () => {
    const place = await sharedPlace(uid)

    const host = await echoHost(place)
    const modes = [modeOf(place.folder), modeOf(place.path)]
    await host.close()

    expect(place.folder).toMatch(/^\/tmp\/upgrade-wizard-[0-9a-f]{32}$/)
    expect(modes).toEqual([0o711, 0o666])
    expect(() => statSync(place.folder)).toThrow('ENOENT')
  })

  test('that was given by somebody is refused when a third one could write there', async () => {
    const place = givenPlace(path.join(withMode(temporaryFolder(), 0o1777), 'wizard.sock'))

    await expect(connectTo([place])).rejects.toMatchObject(problem('pair-place-open'))
  })
})

const nobody = 65534
const unheard = {onWire: () => undefined, bye: (why: string) => why}

function problem(code: string) {
  return {problem: expect.objectContaining({code})}
}

function made(folder: string): string {
  mkdirSync(folder)
  return folder
}

function withMode(folder: string, mode: number): string {
  chmodSync(folder, mode)
  return folder
}

function modeOf(file: string): number {
  return statSync(file).mode & 0o7777
}

/** A folder whose path has that many bytes, more of them than letters. */
function folderOfBytes(bytes: number): string {
  const base = temporaryFolder()
  const left = bytes - Buffer.byteLength(base) - 1
  const folder = path.join(base, 'é'.repeat(Math.floor(left / 2)) + 'x'.repeat(left % 2))
  mkdirSync(folder, {mode: 0o700})
  return folder
}
