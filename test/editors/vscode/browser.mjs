// The browser that shows VS Code, as a script: one page, and the few things that one does on it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
]

/** For a busy machine. */
const PATIENCE_MS = 20_000

/** A browser whose data are in a folder. Its window is high enough for all lines of a file. */
export async function openBrowser(executablePath, dataFolder, viewport = { width: 1280, height: 1280 }) {
  const context = await chromium.launchPersistentContext(dataFolder, {
    executablePath,
    headless: true,
    viewport,
    args: ARGUMENTS,
  })
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(PATIENCE_MS)
  return { page, close: () => context.close() }
}

/** Makes pictures of the whole window, with numbers in the order of time. */
export function photographer(page, folder) {
  mkdirSync(folder, { recursive: true })
  let count = 0
  return async (name) => {
    count += 1
    await page.screenshot({ path: join(folder, `${String(count).padStart(2, '0')}-${name}.png`) })
  }
}

/** A PNG as a small picture, such as a page on the web shows. It takes a page of its own, which takes the focus. */
export async function writeSmall(page, png, path) {
  const blank = await page.context().newPage()
  const webp = await blank.evaluate(async (source) => {
    const image = new Image()
    image.src = `data:image/png;base64,${source}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    canvas.getContext('2d').drawImage(image, 0, 0)
    return canvas.toDataURL('image/webp', 0.85).split(',')[1]
  }, png.toString('base64'))
  await blank.close()
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, Buffer.from(webp, 'base64'))
}

/** Runs a command of the palette by its title. */
export async function runCommand(page, title) {
  const input = page.locator('.quick-input-widget input').first()
  const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first()
  const appears = (what, timeout) =>
    what.waitFor({ timeout }).then(
      () => true,
      () => false,
    )
  // A window that is still being built takes the focus away again, and closes the list.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await page.keyboard.press('F1')
    if (!(await appears(input, 3_000))) continue
    await input.fill(`>${title}`)
    if (await appears(row, 8_000)) break
    await page.keyboard.press('Escape')
  }
  await row.click()
  // Some commands ask something in the same place.
  await input.waitFor({ state: 'hidden', timeout: 1_500 }).catch(() => {})
}

/** Opens a file of the explorer for good. */
export async function openFile(page, name) {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick()
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor()
  await page.locator('.editor-instance .view-line').first().waitFor()
}

/** The names of the tabs that are in front. */
export async function activeTab(page) {
  return (await page.locator('.tab.active .label-name').first().innerText()).trim()
}

/** What a locator shows, on one line each. */
export async function textsOf(locator) {
  return (await locator.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())
}
