// node make-cache.cjs PROGRAM CACHE ARGUMENT...: runs the program and writes what V8 compiled for that.
const { writeFileSync } = require('node:fs')
const vm = require('node:vm')

const [, , program, cache, ...args] = process.argv

vm.Script = new Proxy(vm.Script, {
  construct(Script, given) {
    const script = new Script(...given)
    process.on('exit', () => writeFileSync(cache, script.createCachedData()))
    return script
  },
})
process.argv = [process.execPath, program, ...args]
require(program)
