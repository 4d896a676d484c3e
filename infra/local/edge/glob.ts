/** Compiles a CloudFront path pattern: `*` is any run of characters, slashes included; `?` is exactly one; case counts. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const rooted = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`
  const literal = (text: string) => text.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  const source = literal(rooted).replaceAll(/\*+/g, '.*').replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, 's')
  return (path) => expression.test(path)
}

/** Compiles an invalidation path: literal, query included, with `*` as a wildcard at its very end alone.
 *  Without a wildcard, `/a` is only the response without a query; `/a?*` are those with one.
 *  @throws RangeError when the path is not rooted or has a `*` elsewhere, which CloudFront would take literally */
export function invalidationMatcher(path: string): (target: string) => boolean {
  if (!path.startsWith('/')) throw new RangeError(`An invalidation path starts with a slash: ${path}`)
  const star = path.indexOf('*')
  if (star === -1) return (target) => target === path
  if (star !== path.length - 1) throw new RangeError(`Only the end of an invalidation path may be *: ${path}`)
  const prefix = path.slice(0, -1)
  return (target) => target.startsWith(prefix)
}
