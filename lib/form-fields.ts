type Nested = { [name: string]: Nested | string }

/** The fields of a form as the object that its route expects: `shipping.city` is `city` of `shipping`; empty fields and those that
 *  only steer the form (`_next`) are left out. */
export function nestedFields(fields: Iterable<[string, FormDataEntryValue]>): Record<string, unknown> {
  const body: Nested = {}
  for (const [name, value] of fields) {
    if (name.startsWith('_') || typeof value !== 'string' || value.trim() === '') continue
    const path = name.split('.')
    let place = body
    for (const part of path.slice(0, -1)) {
      const known = place[part]
      const inner: Nested = typeof known === 'object' ? known : {}
      place[part] = inner
      place = inner
    }
    place[path.at(-1) ?? name] = value
  }
  return body
}
