import {userInfo} from 'node:os'
import {gitCommand} from '../../domain/git-command.ts'
import {type Person, readPerson} from '../../domain/person.ts'
import type {Environment} from '../environment.ts'

/** Who sits at this terminal: whoever commits in the repository, or the user of this name where git knows nobody. */
export async function whoIsHere({programs}: Environment, root: string): Promise<Person> {
  const asked = ['user.name', 'user.email'].map(key => programs.capture(gitCommand(root, 'config', '--get', key)))
  const [name = '', mail = ''] = (await Promise.all(asked)).map(one =>
    one.kind === 'exited' && one.code === 0 ? one.stdout.trim() : '',
  )
  return readPerson(mail === '' ? name : `${name} <${mail}>`) ?? readPerson(name) ?? {name: userName()}
}

/** There are users without a name. */
function userName(): string {
  try {
    return readPerson(userInfo().username)?.name ?? 'somebody'
  } catch {
    return 'somebody'
  }
}
