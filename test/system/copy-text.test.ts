import {execFileSync, spawnSync} from 'node:child_process'
import {afterEach, expect, test, vi} from 'vitest'
import {copyText} from '../../src/system/copy-text.ts'

const hasTmux = spawnSync('tmux', ['-V']).status === 0
const server = `copy-text-${process.pid}`
const tmux = (...args: readonly string[]) => execFileSync('tmux', ['-L', server, ...args], {encoding: 'utf8'})

afterEach(() => vi.unstubAllEnvs())

test('outside of tmux the terminal is asked', () => {
  vi.stubEnv('TMUX', '')
  const written: string[] = []

  expect(copyText('Größe\n', text => written.push(text))).toBeUndefined()

  expect(written).toEqual([`\x1b]52;c;${Buffer.from('Größe\n').toString('base64')}\x07`])
})

test.skipIf(!hasTmux)('inside of tmux it is tmux that gets the text, and nothing is written', () => {
  tmux('-f', '/dev/null', 'new-session', '-d', 'cat')
  try {
    const socket = tmux('display-message', '-p', '#{socket_path},#{pid},0').trim()
    vi.stubEnv('TMUX', socket)

    expect(copyText('one\ntwo\n', () => expect.unreachable())).toBeUndefined()

    expect(tmux('show-buffer')).toBe('one\ntwo\n')
  } finally {
    tmux('kill-server')
  }
})

test('a tmux that is gone is told', () => {
  vi.stubEnv('TMUX', '/nowhere/tmux,1,0')

  expect(copyText('text', () => expect.unreachable())).toBe('tmux took nothing to copy')
})
