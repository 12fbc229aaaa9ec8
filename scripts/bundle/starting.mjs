// Programs that start fast: V8 finds what it compiled in an earlier run.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inAscii, root } from './bundled.mjs'

/** A CommonJS module as a script whose value is a function. */
export function asProgram(bundle) {
  return inAscii(`(function (exports, require, module, __filename, __dirname) {${bundle}\n})`)
}

/**
 * Compiling a program takes longer than everything else that a run does, so that V8 is offered the result of an
 * earlier compilation. It takes that only if its version and its settings are the same, and compiles otherwise. The
 * program lies in a file of its own, of which V8 then reads nothing but its length: one byte for each character. The
 * result is the name of both files without what follows the dot.
 */
export function writeProgram(dist, part, bundle) {
  const program = asProgram(bundle)
  const name = `${part}-${createHash('sha256').update(program).digest('hex').slice(0, 12)}`
  writeFileSync(join(dist, `${name}.js`), program)
  return name
}

/** The start of a module that calls `part('part:NAME')` for what a program exports; `names` are those of the files. */
export function loadingPrograms(names) {
  return `'use strict'
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')
const names = ${JSON.stringify(names)}
const loaded = {}
const part = (name) => {
  if (names[name] === undefined) return require(name.replace(/^part:(.*)/, './$1.cjs'))
  loaded[name] ??= load(__dirname + '/' + names[name])
  return loaded[name]
}
const load = (path) => {
  let cachedData
  try {
    cachedData = readFileSync(path + '.cache')
  } catch {}
  const program = new Script(readFileSync(path + '.js', 'latin1'), { filename: path + '.js', cachedData })
  const module = { exports: {} }
  program.runInThisContext()(module.exports, part, module, __filename, __dirname)
  return module.exports
}
`
}

/** Runs kalint once, and keeps what V8 compiled of a program for that. Where that fails, kalint works without. */
export function makeCache(dist, name, args) {
  const files = ['js', 'cache'].map((kind) => join(dist, `${name}.${kind}`))
  const words = [join(root, 'scripts/bundle/make-cache.cjs'), ...files, join(dist, 'kalint.cjs'), ...args]
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...env } = process.env
  spawnSync(process.execPath, words, { cwd: root, env, stdio: 'ignore' })
}
