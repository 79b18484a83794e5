import {expect, test} from 'vitest'
import {secretValues} from '../../src/domain/secret-values.ts'

test.each([
  ['CARGO_REGISTRIES_CORP_TOKEN', 'Bearer abc123'],
  ['GITHUB_TOKEN', 'ghp_abcdef'],
  ['DB_PASSWORD', 'hunter22'],
  ['AWS_SECRET_ACCESS_KEY', 'abc/def+ghi'],
  ['CLIENT_SECRET', 'abcdef'],
  ['api_key', 'abcdef'],
  ['SERVICE_CREDENTIALS', 'abcdef'],
])('the value of %s is secret', (name, value) => {
  expect(secretValues({[name]: value})).toContain(value)
})

test.each([
  ['a name that tells nothing', 'CARGO_HOME', 'abcdefgh'],
  ['a name that only sounds like one', 'KEYBOARD', 'querty-us'],
  ['a monkey', 'MONKEY', 'banana-eater'],
  ['a value too short to be told from a word', 'TOKEN', 'abc'],
  ['a path', 'SSH_KEY', '/home/ada/.ssh/id_ed25519'],
  ['a setting', 'USE_TOKENS', 'enabled'],
])('%s isn’t', (_what, name, value) => {
  expect(secretValues({[name]: value})).toEqual([])
})

test('a login is taken out of the address it stands in', () => {
  expect(secretValues({HTTPS_PROXY: 'http://ada:hunter22@proxy.example:8080'})).toEqual(['hunter22'])
  expect(secretValues({INDEX: 'sparse+https://ghp_abcdef@index.example/'})).toEqual(['ghp_abcdef'])
  expect(secretValues({HTTPS_PROXY: 'http://proxy.example:8080'})).toEqual([])
})

test('a key of several lines is its lines, without its frame', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----\n'

  expect(secretValues({DEPLOY_KEY: key})).toEqual(['MIIEvQIBADANBg', 'kqhkiG9w0BAQEF'])
})

test('a value is known in the forms it takes in JSON and in an address, the longest first', () => {
  expect(secretValues({TOKEN: 'a"b c/d'})).toEqual(['a%22b%20c%2Fd', 'a\\"b c/d', 'a"b c/d'])
})
