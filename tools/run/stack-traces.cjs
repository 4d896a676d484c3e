'use strict'
const { readFileSync } = require('node:fs')
const { SourceMap } = require('node:module')

/** Lets stack traces name the lines that a bundle was made from; Node does so only for what its own loaders have loaded. The map is
 *  read when the first stack trace is.
 *  @param {string} bundle whose map lies beside it as `.map` */
exports.mapStackTraces = (bundle) => {
  let map
  const origin = (frame) => {
    if (frame.getFileName() !== bundle) return undefined
    map ??= new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')))
    const { originalSource, originalLine, originalColumn } = map.findEntry(
      frame.getLineNumber() - 1,
      frame.getColumnNumber() - 1,
    )
    return originalSource && `${originalSource}:${originalLine + 1}:${originalColumn + 1}`
  }
  const described = (frame) => {
    const place = origin(frame)
    if (!place) return String(frame)
    const name = frame.getFunctionName()
    return name ? `${name} (${place})` : place
  }
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${described(frame)}`)].join('\n')
}
