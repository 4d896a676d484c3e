/** The fields of a form as the object that its route expects: `shipping.city` is `city` of `shipping`; empty fields and those that
 *  only steer the form (`_next`) are left out. */
export function nestedFields(fields: Iterable<[string, FormDataEntryValue]>): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [name, value] of fields) {
    if (name.startsWith('_') || typeof value !== 'string' || value.trim() === '') continue
    const [first = '', second] = name.split('.')
    if (second === undefined) body[first] = value
    else {
      const inner = body[first]
      body[first] = { ...(typeof inner === 'object' ? inner : {}), [second]: value }
    }
  }
  return body
}
