/** The report on failover as a page: what stands in it, and that names and files can do no harm there. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { PAGE_SCRIPT } from '../../src/output/failover/page-script.ts'
import { PAGE_STYLE } from '../../src/output/failover/page-style.ts'
import { equal, faulty, hostile, large, pageOf, pair, torn, twoPlaces } from './report-clusters.ts'

/** The page without its style and its script. */
function bodyOf(page: string): string {
  return page.replace(PAGE_STYLE, '').replace(PAGE_SCRIPT, '')
}

function count(page: string, part: string): number {
  return page.split(part).length - 1
}

describe('the page on failover', () => {
  it('names the nodes, the release and the answer', () => {
    const page = pageOf(pair)
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/)
    expect(page).toContain('<h1>Failover of alpha and beta</h1>')
    expect(page).toContain('keepalived 2.4.3 \u00b7 2 nodes \u00b7 1 virtual router \u00b7 15 scenarios')
    expect(page).toContain('No problem in 15 scenarios.')
  })

  it('has a row for each scenario and a cell for each virtual router', () => {
    const page = pageOf(large)
    expect(count(page, '<th scope="row">')).toBe(51)
    expect(count(page, '<th scope="col">')).toBe(20)
    expect(page.match(/<td[ >]/g)).toHaveLength(51 * 20 + 1)
  })

  it('marks the steady holder of every virtual router in the picture', () => {
    const page = pageOf(large)
    const lanes = [...bodyOf(page).matchAll(/<g class="lane".*?<text class="status"/gs)].map(([lane]) => lane)
    expect(lanes).toHaveLength(20)
    expect(lanes.filter((lane) => count(lane, 'data-state="holds"') !== 1)).toEqual([])
  })

  it('tells in words what is wrong, where, and who refuses whom', () => {
    const page = pageOf(faulty)
    expect(page).toContain('20 of 23 scenarios end badly: split brain in 20.')
    expect(page).toContain('lb-east and lb-south.example hold the address at the same time')
    expect(page).toContain('lb-south.example refuses the adverts of lb-east: another authentication (WEB)')
    expect(page).toContain('>auth-pass-mismatch</a>')
  })

  it('leads from a problem to the finding that explains it', () => {
    const page = pageOf(faulty)
    const id = /Explained by <a href="#(finding-\d+)">auth-pass-mismatch at lb-\S+:\d+<\/a>/.exec(page)?.[1]
    const finding = page.split(`<li id="${id}"`)[1]?.split('</li>')[0]
    expect(finding).toContain('>auth-pass-mismatch</a>')
  })

  it('says why a daemon stops', () => {
    const page = pageOf(torn)
    expect(page).toContain('keepalived stops on two. No further problem in 5 scenarios.')
    expect(page).toMatch(/keepalived on two stops: .+<code>virtual_router_id<\/code>/)
    expect(page).toMatch(/<g class="seat" data-node="1" data-state="off">/)
    expect(page).not.toContain('data-state="accepted" data-hear')
  })

  it('makes no guess where the files do not tell', () => {
    const page = pageOf(equal)
    expect(page).toMatch(/<td class="open" [^>]*><b>open<\/b> <span><span class="whole">left<\/span> or /)
    expect(page).toContain('In some, the outcome depends on what the files do not say.')
    expect(page).toContain('left or right holds it: the higher address of an interface wins')
  })

  it('has a part for each cluster, which knows nothing of the addresses of others', () => {
    const page = pageOf(twoPlaces)
    expect(page).toContain('<h1>Failover of oslo-150 and oslo-100; rome-150 and rome-100</h1>')
    expect(page.match(/<h2>.*?<\/h2>/g)).toEqual(['<h2>oslo-150 and oslo-100</h2>', '<h2>rome-150 and rome-100</h2>'])
    const [, oslo = '', rome = ''] = bodyOf(page).split('<section class="cluster"')
    expect([oslo.includes('rome'), rome.split('</section>')[0]?.includes('oslo')]).toEqual([false, false])
    expect(page).toContain('No problem in 22 scenarios.')
  })

  it('is the same from run to run', () => {
    expect(pageOf(faulty)).toBe(pageOf(faulty))
  })
})

describe('the safety of the page', () => {
  it.each([pair, faulty, large, hostile])('allows its own style and script only', (texts) => {
    const page = pageOf(texts)
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(page)?.[1]
    expect(policy?.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `style-src '${hashOf(PAGE_STYLE)}'`,
      `script-src '${hashOf(PAGE_SCRIPT)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ])
    expect(count(page, '<script')).toBe(1)
    expect(count(page, '<style')).toBe(1)
    expect(page).toContain(`<style>${PAGE_STYLE}</style>`)
    expect(page).toContain(`<script>${PAGE_SCRIPT}</script>`)
    expect(bodyOf(page)).not.toMatch(/<[a-z]+(?:\s+[\w-]+(?:="[^"]*")?)*\s+(?:style|on\w+)=/i)
  })

  it('loads nothing', () => {
    const page = pageOf(faulty)
    expect(page).not.toMatch(
      /<(?:link|img|iframe|object|embed|base|form)\b|\ssrc=|@import|url\(|fetch\(|import\(|innerHTML/,
    )
    // What is left are the pages of rules, which only a click opens.
    const addresses = page.match(/[^ "]*https?:[^"]*/g) ?? []
    expect(addresses.filter((one) => !one.startsWith('https://github.com/kalint/kalint/'))).toEqual([])
    expect(count(page, 'href="https:')).toBe(addresses.length)
  })

  it('shows hostile names as they are', () => {
    const page = bodyOf(pageOf(hostile))
    expect(page).not.toMatch(/<img|<b>chk|alert\(2\)<\/script>|'&-->/)
    expect(page).toContain('&#60;/script&#62;&#60;script&#62;alert(2)&#60;/script&#62;')
    expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;')
    expect(page).toContain('&#39;&#38;--&#62;')
    expect(page).not.toMatch(/[\u202e\p{Cs}]|(?!\n)\p{Cc}/u)
  })

  it('shows no secret', () => {
    for (const texts of [pair, faulty, large, hostile]) {
      const page = pageOf(texts)
      expect(page).not.toContain('hUsh7711')
      expect(page).not.toContain('vErYs3cr')
    }
    expect(pageOf(faulty)).toContain('********')
  })
})

describe('the colours of the page', () => {
  const schemes = [...PAGE_STYLE.matchAll(/:root \{([^}]*--ink[^}]*)\}/g)].map(([, block = '']) => {
    const colours = block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)
    return new Map([...colours].map(([, name = '', value = '']) => [name, value]))
  })

  it.each([
    ['ink', 'ground'],
    ['ink', 'panel'],
    ['ink', 'accent-ground'],
    ['ink', 'bad-ground'],
    ['ink', 'doubt-ground'],
    ['quiet', 'ground'],
    ['quiet', 'panel'],
    ['quiet', 'accent-ground'],
    ['quiet', 'bad-ground'],
    ['quiet', 'doubt-ground'],
    ['accent', 'ground'],
    ['accent', 'panel'],
    ['on-accent', 'accent'],
    ['bad', 'panel'],
    ['bad', 'ground'],
    ['bad', 'bad-ground'],
    ['panel', 'bad'],
    ['doubt', 'panel'],
    ['doubt', 'ground'],
    ['doubt', 'doubt-ground'],
    ['good', 'ground'],
    ['good', 'panel'],
  ])('%s on %s can be read in light and dark', (front, back) => {
    expect(schemes).toHaveLength(2)
    for (const scheme of schemes) {
      expect(contrast(scheme.get(front) ?? '', scheme.get(back) ?? '')).toBeGreaterThanOrEqual(4.5)
    }
  })
})

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** As WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
