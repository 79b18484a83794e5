import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {reportHtml} from '../../src/report/html/html.ts'
import {markdownHtml} from '../../src/report/html/markdown-html.ts'
import {style} from '../../src/report/html/style.ts'
import {makeReport} from '../../src/report/report.ts'
import {reportSections} from '../../src/report/report-sections.ts'
import {fullInput} from './full-input.ts'
import {input} from './make-input.ts'

const page = (...more: Parameters<typeof fullInput>) => reportHtml(makeReport(fullInput(...more)))

describe('the page', () => {
  test('needs nothing else: no script, nothing loaded, and its own policy forbids both', () => {
    const html = page()
    const {names, attributes} = parsed(html)

    expect(names).not.toContain('script')
    expect(attributes.filter(([name]) => ['src', 'srcset', 'action'].includes(name) || name.startsWith('on'))).toEqual(
      [],
    )
    expect(attributes.filter(([name, value]) => name === 'href' && !/^#part-\d+$/.test(value))).toEqual([])
    expect(html).not.toMatch(/url\(|@import|https?:/)
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
  })

  test('has every section of the report, and a heading that its contents lead to', () => {
    const {names, text, attributes} = parsed(page())
    const ids = attributes.filter(([name]) => name === 'id').map(([, value]) => value)

    for (const {title} of reportSections(makeReport(fullInput()))) expect(text).toContain(title)
    expect(names.filter(name => name === 'h1')).toHaveLength(1)
    for (const [name, value] of attributes) if (name === 'href') expect(ids).toContain(value.slice(1))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('pictures say in words what they show', () => {
    const html = page()

    expect(html.match(/<svg /g)).toHaveLength(9)
    expect(html.match(/<svg [^>]*role="img" aria-labelledby="[^"]+" aria-describedby="[^"]+">\n<title /g)).toHaveLength(
      9,
    )
    expect(html).toContain(
      'Before 400 ns (395 ns – 405 ns), after 470 ns (460 ns – 480 ns), limit +5 % at most, back from +10 % on.',
    )
    expect(html).toContain('42 → 17 → 3 → 0 errors in 4 rounds.')
    expect(html).toContain('From 40 GB to 36 GB free, least 33 GB, over 10 min 0 s.')
  })

  test('a verdict of a number is a word, not a colour alone', () => {
    const captions = [...page().matchAll(/<figcaption>(.*)<\/figcaption>/g)].map(
      ([, caption = '']) => parsed(caption).text,
    )

    expect(captions).toEqual(
      expect.arrayContaining([
        'cargo check 4.2 s → 4.3 s, +2.4 % ✓ within its limit',
        'bench parse/large 1.24 ms → 1.32 ms, +6.5 % ≈ within the noise',
        'bench call 400 ns → 470 ns, +17.5 % ✗ go back',
        'throughput 900 req/s → 1010 req/s, +12.2 % – no limit',
      ]),
    )
  })

  test('a report without numbers has no empty pictures', () => {
    const {baseline: _, after: __, ...unmeasured} = input()

    expect(reportHtml(makeReport(unmeasured))).not.toContain('<svg')
  })

  test('text from outside stays text, wherever it stands', () => {
    const outside = fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", '`', '*', '|', '\\', '\n', 'a', '\u0000', '\ud800', '\u202e'),
    })
    fc.assert(
      fc.property(outside, evil => {
        const html = page({
          repository: `${evil}<script>`,
          notes: [{text: evil, by: evil, step: 'x'}],
          versions: [{name: evil, before: evil, after: evil}],
          files: [{path: `src/${evil}<img src=x>`, added: 1, removed: 0}],
          tool: evil,
        })
        const {names, text} = parsed(html)
        expect(names).not.toContain('script')
        expect(names).not.toContain('img')
        expect(text).toContain('<script>')
      }),
      {numRuns: 60},
    )
  })
})

describe('the Markdown of reports', () => {
  test.each([
    ['a **b** `c` \\*d\\*', '<p>a <strong>b</strong> <code>c</code> *d*</p>'],
    ['``a`b`` `` `x` ``', '<p><code>a`b</code> <code>`x`</code></p>'],
    ['- one\n  - below\n- two', '<ul>\n<li>one\n<ul>\n<li>below</li>\n</ul></li>\n<li>two</li>\n</ul>'],
    ['```\na < b\n\nc\n```', '<pre tabindex="0"><code>a &lt; b\n\nc</code></pre>'],
    ['@\u200beverybody ` alone', '<p>@everybody ` alone</p>'],
  ])('%j becomes HTML', (markdown, html) => {
    expect(markdownHtml(markdown, 'label')).toBe(html)
  })

  test('a table has headers on both sides, and a bar in a cell is no new cell', () => {
    const html = markdownHtml('|  | before |\n| --- | --- |\n| `a\\|b` | x \\| y |', 'Numbers')

    expect(html).toContain('<thead><tr><td></td><th scope="col">before</th></tr></thead>')
    expect(html).toContain('<tr><th scope="row"><code>a|b</code></th><td>x | y</td></tr>')
    expect(html).toContain('role="region" tabindex="0" aria-label="Numbers"')
  })
})

test.each(['light', 'dark'])('every text can be read in %s: a contrast of 4.5 at least, 3 for shapes', scheme => {
  const colour = coloursOf(scheme)
  for (const text of ['text', 'quiet', 'good', 'bad', 'warn', 'link'])
    for (const ground of ['ground', 'shade'])
      expect([text, ground, contrast(colour(text), colour(ground)) >= 4.5]).toEqual([text, ground, true])
  for (const shape of ['before', 'after', 'bad', 'warn'])
    expect(contrast(colour(shape), colour('ground'))).toBeGreaterThanOrEqual(3)
})

/** Names of all elements, their attributes, and the text; throws where an element isn't closed in its turn. */
function parsed(html: string) {
  const names: string[] = []
  const attributes: (readonly [string, string])[] = []
  const open: string[] = []
  const body = html.replace(/<style>[^<]*<\/style>/, '').replace('<!doctype html>', '')
  const text = body.replace(
    /<(\/?)([a-z0-9]+)((?:\s+[a-zA-Z][\w-]*(?:="[^"<]*")?)*)\s*(\/?)>/g,
    (_, slash, name, given, isEmpty) => {
      if (slash === '/') expect(open.pop()).toBe(name)
      else {
        names.push(name)
        for (const [, key = '', value = ''] of given.matchAll(/([a-zA-Z][\w-]*)="([^"]*)"/g))
          attributes.push([key, value])
        if (isEmpty === '' && name !== 'meta') open.push(name)
      }
      return ''
    },
  )
  expect(open).toEqual([])
  expect(text).not.toMatch(/[<>]/)
  return {
    names,
    attributes,
    text: text
      .replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => characters[name] ?? '')
      .replaceAll('\u00a0', ' '),
  }
}

const characters: Readonly<Record<string, string>> = {lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'"}

function coloursOf(scheme: string): (name: string) => string {
  const [light = '', dark = ''] = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) => body)
  return name => {
    const found = new RegExp(`--${name}: (#[0-9a-f]+)`).exec(scheme === 'light' ? light : dark)?.[1]
    if (found === undefined) throw new Error(`no ${name} in ${scheme}`)
    return found
  }
}

/** By the formula of WCAG 2. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((one, other) => one - other)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map(one => one + one).join('') : hex.slice(1)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map(start => {
    const share = Number.parseInt(digits.slice(start, start + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
