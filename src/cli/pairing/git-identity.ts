import {gitCommand} from '../../domain/git-command.ts'
import {type Person, readPerson} from '../../domain/person.ts'
import type {Environment} from '../environment.ts'

/** Who commits in a repository; nobody where git doesn't know. */
export async function gitIdentity({programs}: Environment, root: string): Promise<readonly Person[]> {
  const asked = ['user.name', 'user.email'].map(key => programs.capture(gitCommand(root, 'config', '--get', key)))
  const [name = '', mail = ''] = (await Promise.all(asked)).map(one =>
    one.kind === 'exited' && one.code === 0 ? one.stdout.trim() : '',
  )
  const person = readPerson(mail === '' ? name : `${name} <${mail}>`) ?? readPerson(name)
  return person === undefined ? [] : [person]
}
