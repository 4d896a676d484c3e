'use strict'
const { createHash } = require('node:crypto')
const { readFileSync, renameSync, writeFileSync } = require('node:fs')

const digest = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** What a cache was made from: this bundle, by this Node. V8 itself compares its own version and flags, but of a source no more than the length.
 *  @param {Buffer} bundle */
exports.originOf = (bundle) => digest(bundle, process.version, process.arch)

/** The code that V8 made of a bundle. The file holds its origin, a digest of the code, and the code.
 *  @param {string} file @param {Buffer} origin
 *  @returns {{ code?: Buffer, foreign: boolean }} `foreign` when there is a file that does not fit */
exports.readCache = (file, origin) => {
  let bytes
  try {
    bytes = readFileSync(file)
  } catch (error) {
    return { foreign: error.code !== 'ENOENT' }
  }
  const code = bytes.subarray(64)
  const fits = bytes.subarray(0, 32).equals(origin) && bytes.subarray(32, 64).equals(digest(code))
  return fits ? { code, foreign: false } : { foreign: true }
}

/** @param {string} file @param {Buffer} origin @param {Buffer} code */
exports.writeCache = (file, origin, code) => {
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, Buffer.concat([origin, digest(code), code]))
  renameSync(unfinished, file)
}
