/** A form-encoded body as Stripe reads it: `metadata[payment]=x`, `expand[0]=latest_charge`. */
export type Fields = { [name: string]: string | Fields }

export function parsedForm(text: string): Fields {
  const fields: Fields = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/\]?\[|\]$/).filter(Boolean)
    let place = fields
    for (const part of path.slice(0, -1)) {
      const inner = place[part]
      const next = typeof inner === 'object' ? inner : {}
      place[part] = next
      place = next
    }
    place[path.at(-1) ?? name] = value
  }
  return fields
}

export const text = (value: string | Fields | undefined): string => (typeof value === 'string' ? value : '')
export const fieldsIn = (value: string | Fields | undefined): Record<string, string> =>
  typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, text(inner)]))
    : {}
