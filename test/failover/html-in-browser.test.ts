/** The page on failover in a real browser: from the keyboard, without a script, narrow, dark and on paper. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { equal, faulty, hostile, large, pageOf, pair, torn, twoPlaces } from './report-clusters.ts'

const CHROMIUM = '/usr/bin/chromium'
const isInCi = process.env.CI === 'true'
if (!existsSync(CHROMIUM) && !isInCi) console.warn(`The page on failover is not tried in a browser: no ${CHROMIUM}.`)

/** Where pictures go that people want to look at. */
const PICTURES = process.env.KALINT_PICTURES

const pages = { pair, faulty, large, hostile, torn, equal, twoPlaces }
type Name = keyof typeof pages

describe.runIf(existsSync(CHROMIUM) || isInCi)('the page on failover in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-page-'))
  let browser: Browser

  beforeAll(async () => {
    for (const [name, texts] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), pageOf(texts))
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A page that asks for nothing else, and whose script and style are all that it wants to run. */
  async function opened(name: Name, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, ...options })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const troubles: string[] = []
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (message) => troubles.push(message.text()))
    page.on('dialog', (dialog) => troubles.push(dialog.message()))
    page.on('request', (request) => troubles.push(request.url()))
    const address = pathToFileURL(join(folder, `${name}.html`)).href
    await page.goto(address)
    onTestFinished(() => expect(troubles).toEqual([address]))
    return page
  }

  describe('with the keyboard', () => {
    it('comes by the skip link to the matrix, and walks through it', async () => {
      const page = await opened('faulty')
      await page.keyboard.press('Tab')
      expect(await focused(page)).toBe('Skip to the scenarios')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      expect(await focused(page)).toBe('all nodes start')
      await page.keyboard.press('ArrowDown')
      expect(await focused(page)).toBe('lb-east dies')
      await page.keyboard.press('ArrowRight')
      expect(await focused(page)).toBe('split brain lb-west + lb-south.example 3.1 s')
      await page.keyboard.press('End')
      expect(await focused(page)).toBe('lb-west')
      await page.keyboard.press('Control+Home')
      expect(await focused(page)).toBe('WEB 192.0.2.100')
      await page.keyboard.press('Control+End')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Home')
      expect(await focused(page)).toMatch(/see each other again$/)
      expect(await page.locator('table [tabindex="0"]').count()).toBe(1)
    })

    it('shows where the focus is', async () => {
      const page = await opened('faulty')
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press('Tab')
        const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
        expect(outline, await focused(page)).toBe('solid')
      }
    })

    it('shows a scenario in the picture and in words', async () => {
      const page = await opened('pair')
      expect(await holders(page)).toEqual(['0'])
      await page.locator('tbody th', { hasText: /^alpha dies$/ }).focus()
      await page.keyboard.press('Enter')
      expect(await holders(page)).toEqual(['1'])
      expect(await page.locator('.node .state').allTextContents()).toEqual(['down', ''])
      expect(await page.locator('.about').innerText()).toBe('alpha dies')
      expect(await page.locator('.now').innerText()).toBe('alpha dies\nWEB: beta 3.1 s')
      await page.getByRole('button', { name: 'Steady state' }).press(' ')
      expect(await holders(page)).toEqual(['0'])
      expect(await page.locator('.node .state').allTextContents()).toEqual(['', ''])
    })

    it('tells the problem of a cell, and who hears whom in its virtual router', async () => {
      const page = await opened('faulty')
      const states = (): Promise<string[]> =>
        page.locator('.link .half').evaluateAll((halves) => halves.map((half) => half.dataset.state ?? ''))
      expect((await states()).toSorted()).toEqual(['accepted', 'accepted', 'some', 'some', 'some', 'some'])
      const cell = page
        .locator('tr', { hasText: /^lb-east dies/ })
        .first()
        .locator('td')
        .first()
      await cell.focus()
      await page.keyboard.press(' ')
      expect(await cell.getAttribute('aria-selected')).toBe('true')
      expect(await page.locator('.now').innerText()).toContain(
        'split brain: lb-west and lb-south.example hold the address at the same time',
      )
      // The lines of the node that is down are gone.
      expect((await states()).toSorted()).toEqual(['none', 'none', 'none', 'none', 'refused', 'refused'])
    })

    it('goes from problem to problem', async () => {
      const page = await opened('large')
      expect(await page.locator('.now').innerText()).toContain('3 scenarios have a problem.')
      const next = page.getByRole('button', { name: 'Next problem' })
      const titles: string[] = []
      for (let step = 0; step < 4; step++) {
        await next.press('Enter')
        titles.push(await page.locator('.about').innerText())
      }
      expect(new Set(titles).size).toBe(3)
      expect(titles[3]).toBe(titles[0])
      expect(await page.locator('.now').innerText()).toMatch(/no failover: proxy\d keeps the address/)
    })

    it('filters, and never loses the focus by that', async () => {
      const page = await opened('large')
      const rows = page.locator('tbody tr:not(.group):visible')
      expect(await rows.count()).toBe(51)
      await page.getByLabel('Only problems').press(' ')
      expect(await rows.count()).toBe(3)
      expect(await page.locator('tbody:visible').count()).toBe(1)
      await page.keyboard.press('Tab')
      await page.keyboard.press('ArrowDown')
      expect(await focused(page)).toMatch(/no failover/)
    })

    it('says so where there is nothing to filter', async () => {
      const page = await opened('pair')
      await page.getByLabel('Only problems').check()
      expect(await page.locator('.none').isVisible()).toBe(true)
    })
  })

  it('cuts links in the picture', async () => {
    const page = await opened('pair')
    await page.locator('tbody th', { hasText: /^alpha and beta lose each other$/ }).click()
    expect(await page.locator('.link .note text').innerHTML()).toBe('cut')
    expect(await holders(page)).toEqual(['0', '1'])
    expect(await page.locator('.lane .status').innerHTML()).toBe('partition')
  })

  it('can be read without its script', async () => {
    const page = await opened('faulty', { javaScriptEnabled: false })
    expect(await page.locator('tbody tr:not(.group):visible').count()).toBe(23)
    expect(await page.locator('.problems li').count()).toBeGreaterThan(0)
    expect(await page.locator('.finding').count()).toBe(3)
    expect(await page.locator('button:visible, input:visible, .hint:visible').count()).toBe(0)
    expect(await holders(page)).toEqual(['0', '2', '1'])
  })

  it('does nothing that names want', async () => {
    const page = await opened('hostile')
    for (const head of await page.locator('tbody th[scope="row"]').all()) await head.click()
    expect(await page.locator('img, b:text("chk"), main script').count()).toBe(0)
  })

  it.each(Object.keys(pages) as Name[])('has a picture of %s in which no texts touch', async (name) => {
    const page = await opened(name)
    expect(await touchingTexts(page)).toEqual([])
    for (const row of (await page.locator('tbody th[scope="row"]').all()).slice(0, 8)) {
      await row.click()
      expect(await touchingTexts(page)).toEqual([])
    }
  })

  it('is dark where people want that', async () => {
    const colourIn = async (colorScheme: 'light' | 'dark'): Promise<unknown> =>
      (await opened('pair', { colorScheme })).evaluate('getComputedStyle(document.body).backgroundColor')
    expect([await colourIn('light'), await colourIn('dark')]).toEqual(['rgb(246, 247, 248)', 'rgb(18, 22, 27)'])
  })

  it.each(Object.keys(pages) as Name[])('fits on a narrow screen: %s', async (name) => {
    const page = await opened(name, { viewport: { width: 360, height: 740 } })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })

  it.each(Object.keys(pages) as Name[])('fits on paper: %s', async (name) => {
    const page = await opened(name, { colorScheme: 'dark', viewport: { width: 1040, height: 720 } })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1040)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await page.locator('.bar:visible, .filter:visible, .hint:visible').count()).toBe(0)
    // Nothing is left in a box that scrolls.
    const hidden = await page
      .locator('.scroll, pre')
      .evaluateAll((boxes) => boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.className))
    expect(hidden).toEqual([])
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it.runIf(PICTURES !== undefined)('is painted', async () => {
    const to = PICTURES ?? ''
    mkdirSync(to, { recursive: true })
    for (const name of Object.keys(pages) as Name[]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await opened(name, { colorScheme })
        await page.screenshot({ path: join(to, `${name}-${colorScheme}.png`), fullPage: true })
        await page.setViewportSize({ width: 390, height: 844 })
        await page.screenshot({ path: join(to, `${name}-${colorScheme}-narrow.png`), fullPage: true })
      }
      const page = await opened(name)
      await page.pdf({ path: join(to, `${name}.pdf`), preferCSSPageSize: true, printBackground: true })
    }
  })
})

/** The text of what has the focus. */
async function focused(page: Page): Promise<string> {
  return String(await page.evaluate('document.activeElement.textContent.trim()'))
}

/** The nodes that hold an address in the picture, lane by lane. */
function holders(page: Page): Promise<string[]> {
  return page
    .locator('.lane .seat[data-state="holds"]')
    .evaluateAll((seats) => seats.map((seat) => seat.dataset.node ?? ''))
}

/** Pairs of texts of the picture that lie on one another, and texts that leave it. */
function touchingTexts(page: Page): Promise<string[]> {
  return page.locator('.picture svg:not(.key)').evaluateAll(([picture]) => {
    const frame = picture?.getBoundingClientRect()
    const texts = [...(picture?.querySelectorAll('text') ?? [])]
    const boxes = texts.flatMap((text) => {
      const box = text.getBoundingClientRect()
      return box.width === 0 ? [] : [{ box, words: text.textContent ?? '' }]
    })
    const outside = boxes.filter(({ box }) => frame === undefined || box.left < frame.left || box.right > frame.right)
    const pairs = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(({ box }) => {
          const [width, height] = [
            Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left),
            Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top),
          ]
          // The box of a text has room above and below its letters.
          return width > 0.5 && height > 2
        })
        .map((other) => `${one.words} and ${other.words}`),
    )
    return [...pairs, ...outside.map(({ words }) => `${words} outside`)]
  })
}
