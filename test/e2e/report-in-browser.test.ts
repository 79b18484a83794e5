import {execFileSync} from 'node:child_process'
import {existsSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {reportHtml} from '../../src/report/html/html.ts'
import {makeReport} from '../../src/report/report.ts'
import {fullInput} from '../report/full-input.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

// The page in a real browser, where one of Chromium's kind is installed; without one there is nothing to see here.

const browser = (process.env.PATH ?? '')
  .split(path.delimiter)
  .flatMap(folder => ['chromium', 'chromium-browser', 'google-chrome'].map(name => path.join(folder, name)))
  .find(file => existsSync(file))

const widths = [320, 360, 1280]

/** What each frame says of the page in it: how wide it became, what sticks out, and the colours of its text. */
const look = `
  const seen = [...document.querySelectorAll('iframe')].map(frame => {
    const page = frame.contentDocument
    const own = element => !element.closest('.scroll, pre, .unseen')
    const wide = [...page.querySelectorAll('body *')].filter(own).filter(element => element.getBoundingClientRect().right > frame.clientWidth + 0.5)
    const {color, backgroundColor} = frame.contentWindow.getComputedStyle(page.body)
    const flat = [...page.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().height < 20)
    return {width: page.documentElement.scrollWidth, wide: wide.map(element => element.outerHTML.slice(0, 80)), flat: flat.length, color, backgroundColor}
  })
  document.body.textContent = 'SEEN' + JSON.stringify(seen) + 'SEEN'
`

test.for(['light', 'dark'])(
  'nothing sticks out on a phone or a desk, and the page is as %s as its reader’s',
  {timeout: 120_000},
  (scheme, {skip}) => {
    if (browser === undefined) skip('no Chromium is installed here')
    const seen = seenIn(scheme)

    expect(seen.map(({width, wide, flat}) => ({width, wide, flat}))).toEqual(
      widths.map(width => ({width, wide: [], flat: 0})),
    )
    const [ground] = seen.map(({backgroundColor}) => backgroundColor)
    expect(ground).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(21, 24, 28)')
  },
)

type Seen = {width: number; wide: readonly string[]; flat: number; color: string; backgroundColor: string}

function seenIn(scheme: string): readonly Seen[] {
  const folder = temporaryFolder()
  const html = reportHtml(makeReport(fullInput({repository: 'a-name-without-any-place-to-break-'.repeat(4)})))
  writeFileSync(path.join(folder, 'report.html'), html)
  const frames = widths.map(
    width => `<iframe src="report.html" style="width:${width}px;height:800px;border:0"></iframe>`,
  )
  writeFileSync(path.join(folder, 'frames.html'), `<body>${frames.join('')}<script>onload = () => {${look}}</script>`)
  const dom = execFileSync(
    browser ?? '',
    [
      ...['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--allow-file-access-from-files'],
      `--blink-settings=preferredColorScheme=${scheme === 'dark' ? 0 : 1}`,
      `--user-data-dir=${path.join(folder, 'profile')}`,
      '--dump-dom',
      `file://${path.join(folder, 'frames.html')}`,
    ],
    {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000},
  )
  const [, json = '[]'] = dom.split('SEEN')
  return JSON.parse(json.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
}
