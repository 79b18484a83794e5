import {gzipSync} from 'node:zlib'
import {contentSaved, fileWith, sessionStarted, twoStepPlan} from '../journal-events.ts'
import {olderStateFile, stateFile} from '../state-file.ts'
import {type HostileCase, laying} from './corpus.ts'

const file = '.upgrade-wizard/state.jsonl'
const absent = {kind: 'absent'}
const started = {type: 'step-started', step: 'raise-rust', attempt: 1, summary: '', writes: [], touches: []}
const applied = {type: 'step-applied', step: 'raise-rust', attempt: 1, files: []}
const command = {
  ...{type: 'command-started', step: 'raise-rust', attempt: 1, marker: 'm', argv: ['id'], cwd: '/'},
  ...{out: '/dev/zero', err: '/dev/zero'},
}
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const lines = (...events: readonly unknown[]) => text(stateFile(...events)).split('\n')
const joined = (parts: readonly (string | undefined)[]) => parts.map(part => part ?? '').join('\n')

/** State files: damaged, of another version, or of somebody who knows the format. */
export function stateCases(): readonly HostileCase[] {
  return [...headers(), ...chains(), ...paths(), ...events(), ...accepted()]
}

function refused(name: string, content: string | Uint8Array): HostileCase {
  return {name: `state: ${name}`, lay: laying({[file]: content}), refused: 'state'}
}

function read(name: string, content: string | Uint8Array): HostileCase {
  return {name: `state: ${name}`, lay: laying({[file]: content})}
}

function headers(): readonly HostileCase[] {
  const rest = lines(sessionStarted).slice(1).join('\n')
  const others = {
    'a later schema': '{"schema":"upgrade-wizard/state/4"}',
    'a schema from far away': '{"schema":"upgrade-wizard/state/999999999"}',
    'a schema that is no number': '{"schema":"upgrade-wizard/state/3e0"}',
    'a negative schema': '{"schema":"upgrade-wizard/state/-3"}',
    'another program’s schema': '{"schema":"other/state/3"}',
    'a header that is a list': '["upgrade-wizard/state/3"]',
    'a header with a blank': '{"schema": "upgrade-wizard/state/3"}',
    'a header with a byte order mark': '\ufeff{"schema":"upgrade-wizard/state/3"}',
    'a header with a carriage return': '{"schema":"upgrade-wizard/state/3"}\r',
    'a header with a NUL': '{"schema":"upgrade-wizard/state/3"}\0',
    'no header': '',
    'a header that is an older one’s': '{"schema":"upgrade-wizard/state/2"}',
  }
  return [
    ...Object.entries(others).map(([name, header]) => refused(name, `${header}\n${rest}`)),
    refused('prose', 'my notes\nare here\n'),
    refused(
      'binary',
      new Uint8Array(65_536).map((_, at) => (at * 2_654_435_761) >>> 13),
    ),
    refused('gzip', gzipSync('x'.repeat(1_000_000))),
    refused('invalid UTF-8', Uint8Array.from([0xff, 0xfe, 0xc0, 0x80, 10, 0xed, 0xa0, 0x80, 10])),
    refused('a line of 20 MB', `${'{'.repeat(20_000_000)}\n`),
    refused('100,000 lines of nothing', '\n'.repeat(100_000)),
    refused('a million NULs', `${'\0'.repeat(1_000_000)}\n`),
  ]
}

function chains(): readonly HostileCase[] {
  const [header, first, second, third] = lines(sessionStarted, started, applied)
  const changed = (line: string | undefined, from: RegExp, to: string) => (line ?? '').replace(from, to)
  const made = {
    'a wrong checksum': [header, changed(first, /"sum":"[0-9a-f]{4}/, '"sum":"0000'), second],
    'a doubled line': [header, first, first, second],
    'a doubled number': [header, first, changed(second, /"seq":2/, '"seq":1')],
    'a gap in the numbers': [header, first, changed(second, /"seq":2/, '"seq":3'), third],
    'a number beyond all': [header, first, changed(second, /"seq":2/, '"seq":9007199254740993'), third],
    'a number that is none': [header, first, changed(second, /"seq":2/, '"seq":"2"'), third],
    'a negative number': [header, first, changed(second, /"seq":2/, '"seq":-1'), third],
    'a changed time': [header, first, changed(second, /"at":"2026/, '"at":"2027'), third],
    'a time that is none': [header, first, changed(second, /"at":"[^"]*"/, '"at":"soon"'), third],
    'swapped lines': [header, first, third, second],
    'a lost first line': [header, second, third],
    'two lines joined': [header, `${first}${second}`, third],
    'half a line in the middle': [header, first?.slice(0, 40), second],
    'an empty line in the middle': [header, first, '', second],
    'a changed event': [header, changed(first, /Raise Rust/, 'Erase Rust'), second],
    'another file’s end': [header, first, lines(sessionStarted, started, started)[3]],
    'a NUL in the middle': [header, first, `\0${second}`, third],
  }
  return Object.entries(made).map(([name, parts]) => refused(name, `${joined(parts)}\n`))
}

function paths(): readonly HostileCase[] {
  const outside = {
    'up and out': '../outside',
    'out through a folder': 'src/../../outside',
    absolute: '/etc/passwd',
    empty: '',
    'a dot': '.',
    'git’s hooks': '.git/hooks/pre-commit',
    'git’s hooks, loudly': '.GIT/hooks/pre-commit',
    'the own folder': '.upgrade-wizard/lock',
    'a drive': 'C:/Windows',
    'a backslash': '..\\outside',
    'a NUL': 'Cargo.toml\0x',
    'too long': `${'a/'.repeat(3000)}b`,
    'a doubled slash': 'src//lib.rs',
    'a final slash': 'src/',
  }
  return Object.entries(outside).flatMap(([name, path]) => [
    refused(
      `a write to ${name}`,
      stateFile(sessionStarted, {...started, writes: [{path, before: absent, after: absent}]}),
    ),
    refused(
      `an undo of ${name}`,
      stateFile(sessionStarted, {
        type: 'undo-started',
        steps: [],
        reason: 'undo',
        files: [{path, before: absent, after: absent}],
        by: '',
      }),
    ),
  ])
}

function events(): readonly HostileCase[] {
  const deep = `{"type":"step-verified","step":"raise-rust","attempt":1,"summary":"","data":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  const plan = (change: object) => ({...sessionStarted, plan: {...twoStepPlan, ...change}})
  const [step] = twoStepPlan.steps
  const made: Readonly<Record<string, readonly unknown[]>> = {
    'an unknown event': [sessionStarted, {type: 'run-this', argv: ['id']}],
    'no session': [started],
    'two sessions': [sessionStarted, sessionStarted],
    'a session that is null': ['null'],
    'a step that isn’t in the plan': [sessionStarted, {...started, step: 'other'}],
    'an end without a beginning': [sessionStarted, {type: 'undo-finished', steps: [], failed: []}],
    'an attempt that never began': [sessionStarted, applied],
    'an attempt from far away': [sessionStarted, {...started, attempt: 1e300}],
    'nesting without end': [sessionStarted, deep],
    'a plan of 501 steps': [plan({steps: Array.from({length: 501}, (_, at) => ({...step, id: `s${at}`}))})],
    'a plan with commands': [plan({target: {wasmtime: '36.0.0; id'}})],
    'a step with the name of a path': [plan({steps: [{...step, id: '../x'}]})],
    'a title without end': [plan({steps: [{...step, title: 'x'.repeat(100_000)}]})],
    'a process group of everybody': [
      sessionStarted,
      started,
      command,
      {type: 'command-running', marker: 'm', process: {pid: -1, startTime: '', bootId: ''}},
    ],
    'a content that is no base64': [{type: 'content-saved', sha256: '0'.repeat(64), gzip: '§'}],
  }
  return Object.entries(made).map(([name, list]) => refused(name, stateFile(...list)))
}

/** What the format allows: it is read, shown in bounded time, and nothing of it is done. */
function accepted(): readonly HostileCase[] {
  const bomb = Buffer.concat(Array.from({length: 300}, () => gzipSync(new Uint8Array(1024 * 1024)))).toString('base64')
  const notes = Array.from({length: 20_000}, (_, at) => ({type: 'note-written', text: `note ${at}`, by: 'x'}))
  const [step] = twoStepPlan.steps
  const withSteps = (steps: readonly unknown[]) => ({...sessionStarted, plan: {...twoStepPlan, steps}})
  const screen = '\u001b[2J\u001b]52;c;ZXZpbA==\u0007\u202egnp'
  const change = (path: string) => ({...applied, files: [{path, before: absent, after: fileWith('x')}]})
  return [
    read('nothing at all', ''),
    read('half a header', '{"schema":"upgr'),
    read('a torn last line', text(stateFile(sessionStarted, started)).slice(0, -30)),
    read('an older schema', olderStateFile(1, sessionStarted)),
    read('an unknown kind of step', stateFile(withSteps([{...step, kind: 'run-anything'}]))),
    read(
      'steps that need each other',
      stateFile(
        withSteps([
          {...step, id: 'a', needs: ['b']},
          {...step, id: 'b', needs: ['a']},
        ]),
      ),
    ),
    read('a step that needs itself', stateFile(withSteps([{...step, id: 'a', needs: ['a'], follows: ['a']}]))),
    read('one step five hundred times', stateFile(withSteps(Array.from({length: 500}, () => step)))),
    read('a step named like the prototype', stateFile(withSteps([{...step, id: 'constructor', kind: 'constructor'}]))),
    read(
      'keys of the prototype',
      stateFile(
        sessionStarted,
        started,
        '{"type":"step-verified","step":"raise-rust","attempt":1,"summary":"","data":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}',
      ),
    ),
    read(
      'titles that draw',
      stateFile({
        ...withSteps([{...step, title: screen, why: screen}]),
        by: screen,
        tool: screen,
        sessionId: screen,
        git: {branch: screen, head: screen},
      }),
    ),
    read('a command that goes on, logged to a device', stateFile(sessionStarted, started, command)),
    read(
      'a command of the first process',
      stateFile(sessionStarted, started, command, {
        type: 'command-running',
        marker: 'm',
        process: {pid: 1, startTime: '0', bootId: ''},
      }),
    ),
    read('a marker that is everywhere', stateFile(sessionStarted, started, {...command, marker: ''})),
    read('a marker that is a path', stateFile(sessionStarted, started, {...command, marker: '../../x'})),
    read(
      'a gzip bomb that a file is to become',
      stateFile(sessionStarted, {type: 'content-saved', sha256: '0'.repeat(64), gzip: bomb}, started, {
        ...applied,
        files: [{path: 'Cargo.toml', before: {kind: 'file', sha256: '0'.repeat(64), mode: 0o644}, after: absent}],
      }),
    ),
    read(
      'a content that isn’t there',
      stateFile(sessionStarted, started, {
        ...applied,
        files: [{path: 'Cargo.toml', before: fileWith('gone'), after: absent}],
      }),
    ),
    read(
      'a file that everybody may write',
      stateFile(sessionStarted, contentSaved('#!/bin/sh\n'), started, {
        ...applied,
        files: [{path: 'build.rs', before: {...fileWith('#!/bin/sh\n'), mode: 0o4777}, after: absent}],
      }),
    ),
    read(
      'a link out of the repository to put back',
      stateFile(sessionStarted, started, {
        ...applied,
        files: [{path: 'src/lib.rs', before: {kind: 'symlink', target: '/etc/passwd'}, after: absent}],
      }),
    ),
    read('a path with a line break', stateFile(sessionStarted, started, change('a\nb\u001b[2J'))),
    read(
      'an undo that never ended',
      stateFile(sessionStarted, started, applied, {
        type: 'undo-started',
        steps: ['raise-rust'],
        reason: 'undo',
        files: [{path: 'Cargo.toml', before: absent, after: fileWith('x')}],
        by: '',
      }),
    ),
    read('20,000 notes', stateFile(sessionStarted, ...notes)),
    read('a note of 5 MB', stateFile(sessionStarted, {type: 'note-written', text: 'x'.repeat(5_000_000), by: 'x'})),
  ]
}
