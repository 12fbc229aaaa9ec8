// What a user does in the first minutes, step by step, with a picture of each.
import { join } from 'node:path'
import { activeTab, openFile, photographer, runCommand, textsOf, writeSmall } from './browser.mjs'
import { MISTAKE } from './workspace.mjs'

const ERROR = '.squiggly-error'
const PROBLEMS = '.markers-panel .monaco-list-row'

export async function useEditor(page, { step, pictures }) {
  const picture = photographer(page, pictures)
  /** The pictures of the walkthrough, which the README shows, too. */
  const details = new Map()
  const keep = async (name, clip) => details.set(name, await page.screenshot({ clip }))
  const status = page.locator('.statusbar-item', { hasText: 'kalint' }).first()
  const view = page.locator('.editor-group-container.active .view-lines').first()
  const line = (text) => view.locator('.view-line', { hasText: text }).first()

  await step('a file of another program is left alone', async () => {
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor()
    await openFile(page, 'nginx.conf')
    await page.waitForTimeout(500)
    return languageOf(page, (language) => language !== 'keepalived')
  })

  await step('nodeA.conf is recognised by its content', async () => {
    await openFile(page, 'nodeA.conf')
    return languageOf(page, (language) => language === 'keepalived')
  })

  await step('nodeA.conf has a squiggle', async () => {
    await page.locator(ERROR).first().waitFor()
    await line(MISTAKE.wrong).waitFor()
    await picture('squiggle')
    await line(MISTAKE.wrong).getByText(MISTAKE.wrong).hover()
    await page.locator('.monaco-hover:visible', { hasText: 'No node sends from' }).first().waitFor()
    await page.waitForTimeout(300)
    await keep('findings', around(await box(line(MISTAKE.wrong)), { above: 310, below: 45 }))
    await page.mouse.move(5, 5)
  })

  await step('nodeB.conf has one too', async () => {
    await openFile(page, 'nodeB.conf')
    await page.locator('.squiggly-error, .squiggly-warning, .squiggly-info').first().waitFor()
    await picture('other-node')
  })

  await step('the Problems panel names both files and the rule', async () => {
    await runCommand(page, 'kalint: Lint Workspace')
    await page.locator(PROBLEMS, { hasText: 'nodeB.conf' }).first().waitFor()
    const rows = await textsOf(page.locator(PROBLEMS))
    await picture('problems')
    const panel = await box(page.locator('.part.panel'))
    await keep('problems', { ...panel, height: 230 })
    expectAll(rows.join('\n'), ['nodeA.conf', 'nodeB.conf', 'unicast-peer-unanswered', MISTAKE.wrong])
    return rows.join(' | ')
  })

  await step('the status bar shows the cluster', async () => {
    await page
      .locator('.statusbar-item', { hasText: /2 nodes, 1 error/ })
      .first()
      .waitFor()
    return (await status.innerText()).trim()
  })

  await step('a hover explains a keyword', async () => {
    await openFile(page, 'nodeA.conf')
    await runCommand(page, 'Hide Panel')
    await line('virtual_router_id').getByText('virtual_router_id').hover()
    const hover = page.locator('.monaco-hover:visible', { hasText: /virtual router/i }).first()
    await hover.waitFor()
    await picture('hover')
    return (await hover.innerText()).replace(/\s+/g, ' ').slice(0, 200)
  })

  await step('completion knows the block', async () => {
    await line('virtual_router_id').click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('adv', { delay: 60 })
    const suggestion = page.locator('.suggest-widget .monaco-list-row', { hasText: 'advert_int' }).first()
    await suggestion.waitFor()
    await picture('completion')
    const texts = await textsOf(page.locator('.suggest-widget .monaco-list-row'))
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Z')
    await page.keyboard.press('Control+Z')
    await runCommand(page, 'Revert File')
    return texts.slice(0, 4).join(' | ')
  })

  await step('a command leads to the other node', async () => {
    await runCommand(page, 'kalint: Open Other Node')
    await page.locator('.tab.active[data-resource-name="nodeB.conf"]').first().waitFor()
    return activeTab(page)
  })

  await step('the page of the cluster opens beside the file', async () => {
    await runCommand(page, 'kalint: Show Cluster')
    const report = page.locator('.editor-group-container', { hasText: 'Cluster of' }).last().locator('.view-lines')
    await report.getByText('192.0.2.90').first().waitFor()
    await picture('cluster')
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility')
    await page.setViewportSize({ width: 1720, height: 460 })
    await page.waitForTimeout(700)
    await keep('cluster', { x: 0, y: 0, width: 1720, height: 460 })
    await page.setViewportSize({ width: 1280, height: 1280 })
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility')
    await runCommand(page, 'Close All Editor Groups')
  })

  await step('the report on failover stands beside the file, and follows it', async () => {
    await openFile(page, 'nodeA.conf')
    await runCommand(page, 'kalint: Show Failover')
    const verdict = await inWebview(page, '.verdict', (text) => text.includes('split brain'))
    const report = await webviewWith(page, '.verdict')
    await report.locator('tbody th', { hasText: 'nodeB dies' }).first().click()
    await report.locator('.now', { hasText: 'nodeB dies' }).waitFor()
    await page.waitForTimeout(300)
    await picture('failover')
    await page.locator('.tab[data-resource-name="nodeA.conf"]').first().click()
    await line(MISTAKE.wrong).click()
    await page.keyboard.press('Home')
    await page.keyboard.type('#')
    await inWebview(page, '.verdict', (text) => text !== verdict)
    await inWebview(page, '.now', (text) => text.includes('nodeB dies'))
    const isTyping = await page.locator('.editor-group-container.active .view-lines').first().isVisible()
    if (!isTyping) throw new Error('the panel took the focus')
    await page.keyboard.press('Backspace')
    await inWebview(page, '.verdict', (text) => text === verdict)
    await picture('failover-after-edit')
    const place = (await webviewWith(page, '.verdict')).locator('.place', { hasText: 'nodeB.conf' }).first()
    await place.click()
    await page.locator('.tab.active[data-resource-name="nodeB.conf"]').first().waitFor()
    await picture('failover-finding')
    await runCommand(page, 'Close All Editor Groups')
    return verdict
  })

  await step('a quick fix cleans both files', async () => {
    await openFile(page, 'nodeA.conf')
    await page.locator(ERROR).first().waitFor()
    await line(MISTAKE.wrong).getByText(MISTAKE.wrong).click()
    await page
      .locator('[class*="codicon-light-bulb"], [class*="codicon-lightbulb"], [class*="codicon-gutter-lightbulb"]')
      .first()
      .click()
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: `Replace ${MISTAKE.wrong}` }).first()
    await fix.waitFor()
    await picture('quick-fix')
    await keep('fix', around(await box(line(MISTAKE.wrong)), { above: 96, below: 182 }))
    await fix.click()
    await page.locator(ERROR).first().waitFor({ state: 'detached' })
    const text = await view.innerText()
    if (text.includes(MISTAKE.wrong)) throw new Error('the wrong address is still there')
    await openFile(page, 'nodeB.conf')
    await page.locator('.statusbar-item', { hasText: 'no findings' }).first().waitFor()
    const left = await page.locator('.squiggly-error, .squiggly-warning').count()
    if (left > 0) throw new Error(`${left} findings are left in nodeB.conf`)
    await picture('clean')
  })

  await step('no message was put in the way', async () => {
    const toasts = await textsOf(page.locator('.notification-toast'))
    if (toasts.length > 0) throw new Error(toasts.join(' | '))
  })

  await step('the walkthrough opens', async () => {
    await runCommand(page, 'Welcome: Open Walkthrough')
    const input = page.locator('.quick-input-widget input').first()
    await input.fill('kalint')
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'kalint' }).first().click()
    await page.locator('.getting-started-step').first().waitFor()
    await page.waitForTimeout(700)
    await picture('walkthrough')
    const steps = await textsOf(page.locator('.getting-started-step .step-title'))
    await runCommand(page, 'Close All Editors')
    return steps.join(' | ')
  })

  for (const [name, png] of details) await writeSmall(page, png, join(pictures, 'walkthrough', `${name}.webp`))
}

async function box(locator) {
  const found = await locator.boundingBox()
  if (found === null) throw new Error('there is nothing to see')
  return found
}

/** A line of the editor with the lines around it. */
function around({ x, y, height }, { above, below }) {
  return { x: x - 66, y: y - above, width: 900, height: above + height + below }
}

/** The page in a panel that has something; an edit puts another page there. */
async function webviewWith(page, selector) {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    for (const frame of page.frames()) {
      const isThere = await frame
        .locator(selector)
        .first()
        .isVisible()
        .catch(() => false)
      if (isThere && frame !== page.mainFrame()) return frame
    }
    await page.waitForTimeout(100)
  }
  throw new Error(`no panel has ${selector}`)
}

/** What stands in a panel, once it is as wanted. */
async function inWebview(page, selector, isWanted) {
  let text = ''
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const frame = await webviewWith(page, selector)
    text = await frame
      .locator(selector)
      .first()
      .innerText()
      .catch(() => '')
    if (text !== '' && isWanted(text)) return text
    await page.waitForTimeout(100)
  }
  throw new Error(`${selector} is ${text}`)
}

/** The language in the status bar, once it is as wanted. */
async function languageOf(page, isWanted) {
  const item = page.locator('#status\\.editor\\.mode')
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const language = (await item.innerText()).trim()
    if (language !== '' && isWanted(language)) return language
    await page.waitForTimeout(100)
  }
  throw new Error(`the language is ${await item.innerText()}`)
}

function expectAll(text, parts) {
  const missing = parts.filter((part) => !text.includes(part))
  if (missing.length > 0) throw new Error(`${missing.join(', ')} is not in: ${text}`)
}
