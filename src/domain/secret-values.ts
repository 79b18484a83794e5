/**
 * The values of an environment that nobody but its owner is to see, the longest first: of variables whose names say so, and what
 * comes before the `@` of an address. A value of several lines (a private key) is its lines. Each also as it looks in JSON and in
 * an address. What is shorter than six characters, a path or a mere word of a setting isn't taken for one.
 */
export function secretValues(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
  const values = Object.entries(variables).flatMap(([name, value = '']) => [
    ...(tellingName.test(name) ? value.split(/\r?\n/) : []),
    ...passwordsIn(value),
  ])
  const told = values.map(value => value.trim()).filter(isSecret)
  const forms = told.flatMap(value => [value, JSON.stringify(value).slice(1, -1), encoded(value)])
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length)
}

/** `https://user:password@host`: both of them, or the one there is. */
function passwordsIn(value: string): readonly string[] {
  const [, user = '', password = ''] =
    /^[a-z][a-z0-9+.-]{0,30}:\/\/([^\s/@:]{0,1000}):?([^\s/@]{0,1000})@/i.exec(value) ?? []
  return password === '' ? [user] : [password]
}

function isSecret(value: string): boolean {
  return value.length >= 6 && !value.startsWith('/') && !value.startsWith('-----') && !settings.has(value.toLowerCase())
}

/** Half a surrogate has no form of its own. */
function encoded(value: string): string {
  try {
    return encodeURIComponent(value)
  } catch {
    return value
  }
}

const tellingName = /TOKEN|SECRET|PASSW(OR)?D|PASSPHRASE|CREDENTIAL|APIKEY|(^|_)KEYS?(_|$)|(^|_)(AUTH|PAT)(_|$)/i
const settings = new Set(['enabled', 'disabled', 'default', 'always', 'required', 'optional', 'keyring', 'system'])
