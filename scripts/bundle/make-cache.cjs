// node make-cache.cjs SCRIPT CACHE PROGRAM ARGUMENT...: runs the program and writes what V8 compiled of one of its scripts for that.
const { writeFileSync } = require('node:fs')
const v8 = require('node:v8')
const vm = require('node:vm')

const [, , file, cache, program, ...args] = process.argv

// V8 forgets what it compiled of functions that were not called for a while; and it takes a cache only where its flags are the same.
const { setFlagsFromString } = v8
setFlagsFromString('--no-flush-bytecode')
v8.setFlagsFromString = () => {}

vm.Script = new Proxy(vm.Script, {
  construct(Script, given) {
    const script = new Script(...given)
    if (given[1]?.filename === file) process.on('exit', () => writeCache(script))
    return script
  },
})
process.argv = [process.execPath, program, ...args]
require(program)

function writeCache(script) {
  setFlagsFromString('--flush-bytecode')
  writeFileSync(cache, script.createCachedData())
}
