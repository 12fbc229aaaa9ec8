/** What the build put into the one-file executable: the parts of the program and the texts that lie beside it elsewhere. */
import { getAsset } from 'node:sea'
import { expectUsualRun } from './short-run.ts'

/** Runs a part of the program, and returns what it exports: it is `PART.js`, and `PART.cache` is what V8 compiled of it. */
export function partInside(part: string): unknown {
  expectUsualRun()
  const { Script } = process.getBuiltinModule('node:vm')
  const source = assetNamed(`${part}.js`)?.toString('latin1') ?? ''
  const program = new Script(source, { filename: `${part}.js`, cachedData: assetNamed(`${part}.cache`) })
  const module = { exports: {} }
  program.runInThisContext()(module.exports, required, module)
  return module.exports
}

/** Tells what these programs share with the one that starts. */
export function share(modules: object): void {
  parts.set('part:check', { shared: modules })
}

const parts = new Map<string, unknown>()

/** What `require` is for these programs. */
function required(name: string): unknown {
  if (name === 'part:beside') return { textBeside }
  if (!name.startsWith('part:')) return process.getBuiltinModule(name)
  const part = parts.get(name) ?? partInside(name.slice('part:'.length))
  parts.set(name, part)
  return part
}

function textBeside(name: string): string {
  return getAsset(name, 'utf8')
}

function assetNamed(name: string): Buffer | undefined {
  try {
    return Buffer.from(getAsset(name))
  } catch {
    return undefined
  }
}
