/** Text as Markdown shows it: nothing that a product is called can make a heading, a link or markup. */
export const plain = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~]/g, (mark) => `\\${mark}`)
    .replace(/\s+/g, ' ')
    .trim()

/** Paragraphs of a text, each on its own. */
export const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map(plain)
    .join('\n\n')

export const link = (text: string, address: string): string =>
  `[${plain(text)}](${encodeURI(decodeURI(address))})`

/** A table; empty where there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head.map(plain)), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A document of sections; empty ones are left out. */
export const document = (...sections: readonly (string | undefined)[]): string =>
  `${sections.filter(Boolean).join('\n\n')}\n`

/** The answer that carries a document, kept at the edge as the page is that it tells of.
 *  @param canonical the page's address, which is the one that search engines should know */
export const markdown = (text: string, canonical: string): Response =>
  new Response(text, {
    headers: { 'content-type': 'text/markdown; charset=utf-8', link: `<${canonical}>; rel="canonical"` },
  })
