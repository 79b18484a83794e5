import type {Captured, Command} from '../../src/domain/command.ts'
import type {Programs} from '../../src/domain/ports.ts'

/** Programs that know these command lines and no others. */
export function answering(answers: Readonly<Record<string, Captured>>): Programs {
  const refuse = () => Promise.reject(new Error('not expected here'))
  return {
    capture: ({argv}: Command) => {
      const answer = answers[argv.join(' ')]
      return answer === undefined ? Promise.reject(new Error(`unexpected: ${argv.join(' ')}`)) : Promise.resolve(answer)
    },
    start: refuse,
    isAlive: refuse,
    survivors: refuse,
    whenGone: refuse,
    cpuMs: refuse,
    oomKills: refuse,
    cancel: refuse,
    pause: refuse,
    resume: refuse,
    self: refuse,
  }
}

/** A program that printed this and ended well. */
export function said(stdout: string): Captured {
  return {kind: 'exited', code: 0, stdout, stderr: ''}
}

/** A program that said why it can't, and ended badly. */
export function refused(stderr = ''): Captured {
  return {kind: 'exited', code: 1, stdout: '', stderr}
}
