// node make-cache.cjs SCRIPT CACHE PROGRAM ARGUMENT...: runs the program and writes what V8 compiled of one of its scripts for that.
const { writeFileSync } = require('node:fs')
const vm = require('node:vm')

const [, , file, cache, program, ...args] = process.argv

vm.Script = new Proxy(vm.Script, {
  construct(Script, given) {
    const script = new Script(...given)
    if (given[1]?.filename === file) process.on('exit', () => writeFileSync(cache, script.createCachedData()))
    return script
  },
})
process.argv = [process.execPath, program, ...args]
require(program)
