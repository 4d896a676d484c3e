const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  deg: '°',
  reg: '®',
  trade: '™',
  copy: '©',
  eacute: 'é',
  micro: 'µ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  bull: '•',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  times: '×',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  plusmn: '±',
  frac12: '½',
  sup2: '²',
  euro: '€',
}

/** Plain text of what may be HTML: tags become spaces, entities their characters, runs of white space one space. */
export function plainText(html: string): string {
  return html
    .replace(/\\n/g, ' ')
    .replace(/<(?:script|style)\b[^>]*>[\s\S]*?<\/(?:script|style)\s*>/gi, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,6})|([a-z][a-z0-9]*));/gi, (whole, decimal, hex, name) => {
      if (name) return entities[name] ?? whole
      const point = Number.parseInt(decimal ?? hex, decimal ? 10 : 16)
      return point > 31 && point <= 0x10ffff ? String.fromCodePoint(point) : ' '
    })
    .replace(/[\p{Cc}\p{Zs}\s]+/gu, ' ')
    .trim()
}

/** A title without noise: HTML gone, the brand once in front, "1 pc(s)" and dangling punctuation dropped. */
export function cleanTitle(title: string, brand: string): string {
  let text = plainText(title)
    .replace(/\s+1 pc\(s\)(?=\s|$)/g, '')
    .replace(/\s+([,.;])/g, '$1')
    .replace(/[\s,;:–-]+$/, '')
  const start = brand.toLowerCase()
  while (start !== '' && text.toLowerCase().startsWith(`${start} ${start} `))
    text = text.slice(brand.length + 1)
  return text === '' ? brand : text
}
