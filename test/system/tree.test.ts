import {execFileSync, spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import {describe, expect, onTestFinished, test} from 'vitest'
import {BugError} from '../../src/domain/errors.ts'
import type {Tree} from '../../src/domain/ports.ts'
import {codec} from '../../src/system/codec.ts'
import {copyFile} from '../../src/system/copy-file.ts'
import {openTree} from '../../src/system/tree.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, initGit, temporaryRepository, writeFiles} from '../support/temporary-repository.ts'
import {tinyDisk} from '../support/tiny-disk.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const everyWay = (tree: Tree, file: string): readonly (() => Promise<unknown>)[] => [
  () => tree.state(file),
  () => tree.read(file),
  () => tree.readUpTo(file, 10),
  () => tree.readText(file),
  () => tree.write(file, bytes('hostile')),
  () => tree.writeLink(file, 'Cargo.toml'),
  () => tree.remove(file),
  () => tree.follow(file),
  () => tree.names(file),
]

describe('a path that leaves the repository', () => {
  test('is refused by its text', async () => {
    const tree = await temporaryRepository({'Cargo.toml': ''})
    const outside = path.join(path.dirname(tree.root), 'outside')

    for (const file of [
      '../outside',
      'src/../../outside',
      outside,
      '.git/config',
      '.upgrade-wizard/lock',
      'a\\b',
      '',
      '.',
    ])
      for (const way of everyWay(tree, file)) await expect(way(), file).rejects.toThrow(BugError)
    expect(existsSync(outside)).toBe(false)
  })

  test('is refused when a linked folder leads outside, whether what it names is there or not', async () => {
    const outside = temporaryFolder()
    writeFiles(outside, {victim: 'theirs', 'deep/victim': 'theirs'})
    const tree = await temporaryRepository({'src/lib.rs': ''})
    symlinkSync(outside, path.join(tree.root, 'linked'))
    symlinkSync(path.join(outside, 'gone'), path.join(tree.root, 'src/dangling'))
    const files = [
      'linked/victim',
      'linked/deep/victim',
      'linked/new',
      'linked/new/deeper/file',
      'src/dangling/file',
      'src/dangling/a/b',
    ]

    for (const file of files)
      for (const way of everyWay(tree, file)) await expect(way(), file).rejects.toThrow('behind a symbolic link')

    expect(contentsOf(outside)).toEqual({victim: 'theirs', 'deep/victim': 'theirs'})
  })

  test('is refused when a linked folder leads to another place inside', async () => {
    const tree = await temporaryRepository({'.git/hooks/post-commit.sample': '', 'src/lib.rs': ''})
    symlinkSync('.git/hooks', path.join(tree.root, 'hooks'))

    const writing = tree.write('hooks/post-commit', bytes('#!/bin/sh'), 0o755)
    await expect(writing).rejects.toThrow('hooks/post-commit is behind a symbolic link')
    expect(readdirSync(path.join(tree.root, '.git/hooks'))).toEqual(['post-commit.sample'])
  })

  test('is refused when its folder becomes a link while the new bytes are being written', async () => {
    const outside = temporaryFolder()
    writeFiles(outside, {'lib.rs': 'theirs'})
    const {root} = await temporaryRepository({'src/lib.rs': 'old'})
    const tree = await openTree(root, {
      copy: async () => {
        renameSync(path.join(root, 'src'), path.join(root, 'moved'))
        symlinkSync(outside, path.join(root, 'src'))
        return false
      },
    })

    await expect(tree.write('src/lib.rs', bytes('new'))).rejects.toThrow('src/lib.rs is behind a symbolic link')

    expect(contentsOf(outside)).toEqual({'lib.rs': 'theirs'})
    expect(readFileSync(path.join(root, 'moved/lib.rs'), 'utf8')).toBe('old')
    expect(readdirSync(path.join(root, '.upgrade-wizard/tmp'))).toEqual([])
  })
})

describe('a link at the end of a path', () => {
  test('is followed to a file of the repository, and nowhere else', async () => {
    const outside = temporaryFolder()
    writeFiles(outside, {victim: 'theirs'})
    const tree = await temporaryRepository({
      'manifests/a.toml': 'ours',
      '.git/config': 'git’s',
      '.upgrade-wizard/state.jsonl': 'the wizard’s',
    })
    const targets = {
      inside: 'manifests/a.toml',
      again: 'inside',
      absolute: path.join(tree.root, 'manifests/a.toml'),
      outside: path.join(outside, 'victim'),
      git: '.git/config',
      state: '.upgrade-wizard/state.jsonl',
      folder: 'manifests',
      dangling: 'nowhere',
      circle: 'circle',
    }
    for (const [link, target] of Object.entries(targets)) symlinkSync(target, path.join(tree.root, link))

    const meant = await Promise.all(Object.keys(targets).map(async link => [link, await tree.follow(link)]))
    const texts = await Promise.all(Object.keys(targets).map(async link => tree.readText(link)))

    const its = 'manifests/a.toml'
    const nowhere = {outside: undefined, git: undefined, state: undefined, folder: undefined, dangling: undefined}
    expect(Object.fromEntries(meant)).toEqual({inside: its, again: its, absolute: its, ...nowhere, circle: undefined})
    expect(texts.filter(text => text !== undefined)).toEqual(['ours', 'ours', 'ours'])
    expect([await tree.follow(its), await tree.follow('not/there')]).toEqual([its, 'not/there'])
  })

  test('that leads out is never followed: it reads as absent text and has a state of its own', async () => {
    const outside = temporaryFolder()
    writeFileSync(path.join(outside, 'victim'), 'theirs')
    const tree = await temporaryRepository()
    symlinkSync(path.join(outside, 'victim'), path.join(tree.root, 'Cargo.toml'))

    expect(await tree.read('Cargo.toml')).toBeUndefined()
    expect(await tree.readText('Cargo.toml')).toBeUndefined()
    expect(await tree.state('Cargo.toml')).toEqual({kind: 'symlink', target: path.join(outside, 'victim')})
  })

  test('is replaced by a plain file when it is written, with the mode of a new file', async () => {
    const outside = temporaryFolder()
    writeFileSync(path.join(outside, 'victim'), 'theirs')
    const tree = await temporaryRepository()
    symlinkSync(path.join(outside, 'victim'), path.join(tree.root, 'Cargo.toml'))

    await tree.write('Cargo.toml', bytes('ours'))

    expect(await tree.state('Cargo.toml')).toEqual({kind: 'file', sha256: codec.sha256(bytes('ours')), mode: 0o644})
    expect(readFileSync(path.join(outside, 'victim'), 'utf8')).toBe('theirs')
  })

  test('is removed, and not what it points at', async () => {
    const tree = await temporaryRepository({'Cargo.toml': 'kept'})
    symlinkSync('Cargo.toml', path.join(tree.root, 'link'))

    await tree.remove('link')

    expect(contentsOf(tree.root)).toEqual({'Cargo.toml': 'kept'})
  })
})

describe('writeLink', () => {
  test('puts a link inside the repository, over whatever stands there', async () => {
    const tree = await temporaryRepository({'docs/guide.md': 'g', 'README.md': 'old'})

    for (const [file, target] of [
      ['README.md', 'docs/guide.md'],
      ['docs/up.md', '../README.md'],
      ['new/folder/link', '../../README.md'],
      ['dots', '..README.md'],
      ['README.md', 'nowhere-yet'],
    ] as const) {
      await tree.writeLink(file, target)
      expect(await tree.state(file), file).toEqual({kind: 'symlink', target})
    }
  })

  test('refuses a link that leads outside', async () => {
    const tree = await temporaryRepository({'docs/guide.md': 'g'})

    for (const target of ['..', '../outside', '/etc/passwd', 'docs/../../outside'])
      await expect(tree.writeLink('link', target), target).rejects.toThrow(BugError)
    expect(contentsOf(tree.root)).toEqual({'docs/guide.md': 'g'})
  })
})

describe('write', () => {
  test('puts exactly these bytes there, line ends and byte order mark untouched', async () => {
    const tree = await temporaryRepository()

    await fc.assert(
      fc.asyncProperty(fc.uint8Array({maxLength: 200}), async content => {
        await tree.write('src/any.bin', content)
        expect(new Uint8Array((await tree.read('src/any.bin')) ?? [1])).toEqual(content)
      }),
      {numRuns: 30},
    )
    for (const text of ['\ufeff[package]\r\nname = "ä🦀"\r\n', 'no line end', '\r', '\n\n']) {
      await tree.write('Cargo.toml', bytes(text))
      expect(await tree.readText('Cargo.toml')).toBe(text)
    }
  })

  test('keeps the mode of a file that is there, takes the one it is given, and makes new files 0644', async () => {
    const tree = await temporaryRepository({'build.sh': 'old', 'odd.sh': 'old'})
    chmodSync(path.join(tree.root, 'build.sh'), 0o755)
    chmodSync(path.join(tree.root, 'odd.sh'), 0o2751)

    await tree.write('build.sh', bytes('new'))
    await tree.write('odd.sh', bytes('new'))
    await tree.write('given.sh', bytes('new'), 0o700)
    await tree.write('a/new/file', bytes('new'))

    const modes = ['build.sh', 'odd.sh', 'given.sh', 'a/new/file'].map(
      file => statSync(path.join(tree.root, file)).mode & 0o7777,
    )
    expect(modes).toEqual([0o755, 0o2751, 0o700, 0o644])
  })

  test('keeps extended attributes and access lists, and the mode that they come with', async ctx => {
    const {root} = await temporaryRepository({'Cargo.toml': 'old'})
    const file = path.join(root, 'Cargo.toml')
    chmodSync(file, 0o440)
    const before = python(setAttributes, file)
    if (before === undefined) return ctx.skip('attributes can’t be set here')
    const tree = await openTree(root, {copy: copyFile})

    await tree.write('Cargo.toml', bytes('new'))

    expect(python(readAttributes, file)).toBe(before)
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['new', 0o440])
  })

  test('does without attributes where there is no program that copies them', async () => {
    const {root} = await temporaryRepository({'Cargo.toml': 'old'})
    const found = process.env.PATH
    process.env.PATH = '/nowhere'
    onTestFinished(() => {
      process.env.PATH = found
    })
    const tree = await openTree(root, {copy: copyFile})

    await tree.write('Cargo.toml', bytes('new'))

    expect(await tree.readText('Cargo.toml')).toBe('new')
  })

  test('leaves a file alone that nothing may change, and says what the system says', async ctx => {
    const tree = await temporaryRepository({'Cargo.toml': 'old'})
    const file = path.join(tree.root, 'Cargo.toml')
    if (spawnSync('chattr', ['+i', file]).status !== 0) return ctx.skip('a file can’t be made immutable here')
    onTestFinished(() => void spawnSync('chattr', ['-i', file]))

    await expect(tree.write('Cargo.toml', bytes('new'))).rejects.toThrow('EPERM')

    expect(contentsOf(tree.root)).toEqual({'Cargo.toml': 'old'})
    expect(readdirSync(path.join(tree.root, '.upgrade-wizard/tmp'))).toEqual([])
  })

  test('leaves the other names of a file with the old content, and they can be counted before', async () => {
    const tree = await temporaryRepository({'Cargo.toml': 'old'})
    linkSync(path.join(tree.root, 'Cargo.toml'), path.join(tree.root, 'twin'))
    const before = [await tree.names('Cargo.toml'), await tree.names('not-there')]

    await tree.write('Cargo.toml', bytes('new'))

    expect(before).toEqual([2, 1])
    expect(contentsOf(tree.root)).toEqual({'Cargo.toml': 'new', twin: 'old'})
  })

  test('never leaves a moment without the whole old or the whole new file', async () => {
    const tree = await temporaryRepository()
    const versions = ['a', 'b'].map(letter => letter.repeat(256 * 1024))
    await tree.write('Cargo.lock', bytes(versions[0] ?? ''))
    const reader = spawn(process.execPath, ['-e', watchSource, path.join(tree.root, 'Cargo.lock')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    onTestFinished(() => {
      reader.kill('SIGKILL')
    })
    await once(reader.stdout, 'data')

    for (let round = 0; round < 60; round++) await tree.write('Cargo.lock', bytes(versions[round % 2] ?? ''))
    reader.stdin.end()
    const [seen] = await once(reader.stdout, 'data')

    const {looks, bad} = JSON.parse(String(seen))
    expect(bad).toEqual([])
    expect(looks).toBeGreaterThan(0)
  })

  test('leaves nothing behind when it fails', async () => {
    const tree = await temporaryRepository({'src/lib.rs': 'kept'})
    mkdirSync(path.join(tree.root, 'folder/full'), {recursive: true})

    await expect(tree.write('folder', bytes('x'))).rejects.toThrow()
    await expect(tree.write('src/lib.rs/below', bytes('x'))).rejects.toThrow()

    expect(contentsOf(tree.root)).toEqual({'src/lib.rs': 'kept'})
  })

  test('keeps the old file when the disk is full', async ctx => {
    const root = tinyDisk(96)
    if (root === undefined) return ctx.skip('mounting a small disk is not allowed here')
    const tree = await openTree(root)
    await tree.write('Cargo.lock', bytes('old'))

    await expect(tree.write('Cargo.lock', new Uint8Array(200 * 1024))).rejects.toThrow('ENOSPC')

    expect(contentsOf(root)).toEqual({'Cargo.lock': 'old'})
  })

  test('crosses file systems when the wizard has a folder of its own elsewhere', async ctx => {
    const scratch = tinyDisk(1024)
    if (scratch === undefined) return ctx.skip('mounting a small disk is not allowed here')
    const tree = await temporaryRepository({'Cargo.toml': 'old'})
    symlinkSync(scratch, path.join(tree.root, '.upgrade-wizard'))

    await tree.write('Cargo.toml', bytes('new'))

    rmSync(path.join(tree.root, '.upgrade-wizard'))
    expect(contentsOf(tree.root)).toEqual({'Cargo.toml': 'new'})
    expect(readdirSync(path.join(scratch, 'tmp'))).toEqual([])
  })

  test('does not follow a link that somebody laid where the new bytes wait', async () => {
    const outside = temporaryFolder()
    writeFileSync(path.join(outside, 'victim'), 'theirs')
    const tree = await temporaryRepository({'Cargo.toml': 'old'})
    const name = codec.sha256(bytes(path.join(tree.root, 'Cargo.toml'))).slice(0, 16)
    mkdirSync(path.join(tree.root, '.upgrade-wizard/tmp'), {recursive: true})
    symlinkSync(path.join(outside, 'victim'), path.join(tree.root, '.upgrade-wizard/tmp', name))

    await tree.write('Cargo.toml', bytes('new'))

    expect(readFileSync(path.join(outside, 'victim'), 'utf8')).toBe('theirs')
    expect(lstatSync(path.join(tree.root, 'Cargo.toml')).isFile()).toBe(true)
    expect(readFileSync(path.join(tree.root, 'Cargo.toml'), 'utf8')).toBe('new')
  })
})

describe('what is not a plain file', () => {
  test('has no state that could be saved: a folder and a pipe are named as what they are', async () => {
    const tree = await temporaryRepository({'src/lib.rs': ''})
    execFileSync('mkfifo', [path.join(tree.root, 'pipe')])

    await expect(tree.state('src')).rejects.toThrow('src is a folder')
    await expect(tree.state('pipe')).rejects.toThrow('pipe is a pipe, a socket or a device')
  })

  test('has no text: a folder, a pipe, bytes that are not UTF-8', async () => {
    const tree = await temporaryRepository({'src/lib.rs': '', 'latin1.txt': new Uint8Array([0xe4])})
    execFileSync('mkfifo', [path.join(tree.root, 'pipe')])

    expect(
      await Promise.all(['src', 'pipe', 'latin1.txt', 'gone', 'src/lib.rs/gone'].map(file => tree.readText(file))),
    ).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect(await tree.read('latin1.txt')).toEqual(Buffer.from([0xe4]))
  })

  test('that is absent has the state absent, and removing it is fine', async () => {
    const tree = await temporaryRepository({'src/lib.rs': 'kept'})

    for (const file of ['gone', 'gone/deeper', 'src/lib.rs/below']) {
      expect(await tree.state(file), file).toEqual({kind: 'absent'})
      await tree.remove(file)
    }
    expect(contentsOf(tree.root)).toEqual({'src/lib.rs': 'kept'})
  })
})

describe('list', () => {
  const files = {'Cargo.toml': '', 'a.txt': '', 'a/b.rs': '', 'a-b/c.rs': '', 'target/debug/x': '', 'ä 🦀\n.md': ''}

  test('with git gives what is tracked and what is not ignored, by name', async () => {
    const tree = await temporaryRepository({...files, '.gitignore': 'target/\n*.log\n', 'build.log': ''})
    initGit(tree.root)
    writeFiles(tree.root, {'untracked.rs': '', '.upgrade-wizard/state.jsonl': ''})
    git(tree.root, 'add', '--force', 'build.log')

    const expected = [
      '.gitignore',
      'Cargo.toml',
      'a-b/c.rs',
      'a.txt',
      'a/b.rs',
      'build.log',
      'untracked.rs',
      'ä 🦀\n.md',
    ]
    expect(await tree.list()).toEqual(expected)
  })

  test('leaves out what git tracks in a folder that is a link now', async () => {
    const tree = await temporaryRepository({'Cargo.toml': '', 'crates/a/Cargo.toml': '', 'moved/Cargo.toml': ''})
    initGit(tree.root)
    rmSync(path.join(tree.root, 'crates'), {recursive: true})
    symlinkSync('moved', path.join(tree.root, 'crates'))
    mkdirSync(path.join(tree.root, 'moved/a'))
    writeFiles(tree.root, {'moved/a/Cargo.toml': ''})

    expect(await tree.list()).toEqual(['Cargo.toml', 'crates', 'moved/Cargo.toml', 'moved/a/Cargo.toml'])
  })

  test('below the top of a git repository gives only what is below', async () => {
    const tree = await temporaryRepository({'nested/Cargo.toml': '', 'other/Cargo.toml': ''})
    initGit(tree.root)

    expect(await (await openTree(path.join(tree.root, 'nested'))).list()).toEqual(['Cargo.toml'])
  })

  test('without git gives everything but build output, in the same order', async () => {
    const tree = await temporaryRepository({...files, '.upgrade-wizard/state.jsonl': '', 'node_modules/x/y.js': ''})
    symlinkSync('a', path.join(tree.root, 'linked'))

    expect(await tree.list()).toEqual(['Cargo.toml', 'a-b/c.rs', 'a.txt', 'a/b.rs', 'ä 🦀\n.md'])
  })

  test('gives only paths that can be read', async () => {
    const withGit = await temporaryRepository({'Cargo.toml': '', 'back\\slash.rs': ''})
    initGit(withGit.root)
    const without = await temporaryRepository({'Cargo.toml': '', 'back\\slash.rs': ''})

    expect([await withGit.list(), await without.list()]).toEqual([['Cargo.toml'], ['Cargo.toml']])
  })
})

/** What a script of Python prints, which has calls that Node hasn't; undefined where it fails. */
function python(script: string, file: string): string | undefined {
  const ran = spawnSync('python3', ['-c', script, file], {encoding: 'utf8'})
  return ran.status === 0 ? ran.stdout : undefined
}

const readAttributes = `
import os, sys
print([(name, os.getxattr(sys.argv[1], name)) for name in sorted(os.listxattr(sys.argv[1]))])
`
// The access list: the owner and the user 1234 read and write, the group reads within the mask, others don't.
const setAttributes = `
import os, struct, sys
entries = [(1, 6, 0xffffffff), (2, 6, 1234), (4, 4, 0xffffffff), (16, 4, 0xffffffff), (32, 0, 0xffffffff)]
acl = struct.pack('<I', 2) + b''.join(struct.pack('<HHI', *entry) for entry in entries)
mode = os.stat(sys.argv[1]).st_mode
os.setxattr(sys.argv[1], 'user.origin', b'mirror')
os.setxattr(sys.argv[1], 'system.posix_acl_access', acl)
os.chmod(sys.argv[1], mode)
${readAttributes}
`

/** Every file below a folder with its text (links with their target), but the wizard's own folder. */
function contentsOf(root: string): Record<string, string> {
  const entries = readdirSync(root, {recursive: true, withFileTypes: true})
  return Object.fromEntries(
    entries
      .map(entry => ({entry, file: path.join(entry.parentPath, entry.name)}))
      .filter(({entry, file}) => !entry.isDirectory() && !file.includes('.upgrade-wizard/'))
      .map(({entry, file}) => [
        path.relative(root, file),
        entry.isSymbolicLink() ? readlinkSync(file) : readFileSync(file, 'utf8'),
      ]),
  )
}

// Looks at the file as often as it can until its input ends, and tells what it saw that was not a whole version.
const watchSource = `
  const fs = require('node:fs')
  let looks = 0
  const bad = []
  const look = () => {
    looks += 1
    try {
      const text = fs.readFileSync(process.argv[1], 'utf8')
      if (text.length !== 262144 || text !== text[0].repeat(262144)) bad.push('torn: ' + text.length)
    } catch (error) {
      bad.push(error.code)
    }
  }
  look()
  console.log('looking')
  let isOver = false
  process.stdin.on('end', () => { isOver = true }).resume()
  const again = () => {
    look()
    if (isOver) console.log(JSON.stringify({looks, bad: bad.slice(0, 3)}))
    else setImmediate(again)
  }
  again()
`

describe('reading a file of any size', () => {
  test('asks for the size first, and takes no more than was said', async () => {
    const tree = await temporaryRepository({'small.md': 'Rust', 'src/lib.rs': ''})
    truncateSync(writeEmpty(tree, 'huge.md'), 100_000_000_000)

    expect(await tree.readUpTo('small.md', 4)).toEqual({kind: 'read', bytes: Buffer.from('Rust')})
    expect(await tree.readUpTo('small.md', 3)).toEqual({kind: 'too-large', sizeBytes: 4})
    expect(await tree.readUpTo('huge.md', 1000)).toEqual({kind: 'too-large', sizeBytes: 100_000_000_000})
  })

  test('says what is no file, and what may not be read', async () => {
    const tree = await temporaryRepository({'locked.md': 'Rust', 'src/lib.rs': ''})
    symlinkSync('locked.md', path.join(tree.root, 'link.md'))
    chmodSync(path.join(tree.root, 'locked.md'), 0o000)

    for (const absent of ['src', 'link.md', 'nowhere.md', 'src/lib.rs/deeper'])
      expect(await tree.readUpTo(absent, 1000), absent).toEqual({kind: 'absent'})
    // The superuser may read everything.
    const kind = process.getuid?.() === 0 ? 'read' : 'unreadable'
    expect(await tree.readUpTo('locked.md', 1000)).toMatchObject({kind})
  })
})

function writeEmpty(tree: Tree, file: string): string {
  writeFiles(tree.root, {[file]: ''})
  return path.join(tree.root, file)
}
