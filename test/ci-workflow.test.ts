import {readFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {parse} from 'yaml'
import {createProgram} from '../src/cli/program.ts'

const docs = path.resolve(import.meta.dirname, '../docs')
const workflow = parse(readFileSync(path.join(docs, 'upgrade.yml'), 'utf8'))
type Step = {readonly run?: string; readonly uses?: string}
const steps: readonly Step[] = Object.values<{steps: Step[]}>(workflow.jobs).flatMap(job => job.steps)

describe('the workflow in the documents', () => {
  test('plans, proves in jobs of the plan’s matrix, and reports whatever came of them', () => {
    const {plan, prove, report} = workflow.jobs

    expect(plan.outputs.jobs).toContain('steps.matrix.outputs.jobs')
    expect(prove.strategy).toEqual({'fail-fast': false, matrix: {include: `$\{{ fromJSON(needs.plan.outputs.jobs) }}`}})
    expect(prove['runs-on']).toBe(`$\{{ matrix.runsOn }}`)
    expect(report.needs).toEqual(['plan', 'prove'])
  })

  test('hands nothing that somebody chose into a shell but by variables', () => {
    expect(steps.filter(({run = ''}) => run.includes('${{'))).toEqual([])
  })

  test('names a version of every action', () => {
    const actions = steps.flatMap(({uses}) => uses ?? [])

    expect(actions.length).toBeGreaterThan(5)
    expect(actions.filter(action => !/^[\w-]+\/[\w-]+@v[\d.]+$/.test(action))).toEqual([])
  })
})

describe('every command of the wizard’s in the workflow and its page', () => {
  const page = readFileSync(path.join(docs, 'CI.md'), 'utf8')
  const ofPage = [...page.matchAll(/```\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'))
  const lines = [...steps.flatMap(({run}) => run?.split('\n') ?? []), ...ofPage].filter(line =>
    /^upgrade-wizard /.test(line),
  )

  test('are there', () => {
    expect(lines.length).toBeGreaterThan(9)
  })

  test.each(lines)('%s', async line => {
    expect(await understood(wordsOf(line))).toBe('')
  })
})

/** As the shell would split it, with values for its variables. */
function wordsOf(line: string): readonly string[] {
  const plain = line
    .replace(/ > \S+$/, '')
    .replace(/\$\(jq [^)]*\)/, 'linux.json macos.json')
    .replace('$ARGS', '--feature-set host-default --skip prove-tests')
    .replace(/"\$WASMTIME"/, 'lts')
    .replaceAll(/"\$PART([^"]*)"/g, 'linux$1')
  expect(plain).not.toMatch(/["$<>|&;]/)
  return plain.split(' ').slice(1)
}

/** What the program says against it; nothing when it would be done. */
async function understood(words: readonly string[]): Promise<string> {
  let said = ''
  let actions = 0
  const program = createProgram('0.0.0', () => {
    actions += 1
  })
  const output = {
    writeErr: (text: string) => {
      said += text
    },
  }
  for (const command of [program, ...program.commands]) command.configureOutput(output)
  await program.parseAsync([...words], {from: 'user'}).catch((error: Error) => {
    said += error.message
  })
  return actions === 1 ? said : `${said}: ${actions} actions`
}
