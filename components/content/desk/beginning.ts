const inAll = { 'en-GB': '', 'de-DE': '', 'ar-AE': '' }

/** What a new page begins with in the editor: the least that it needs. */
export const beginning = {
  title: inAll,
  summary: inAll,
  blocks: [{ kind: 'hero', title: inAll, text: inAll }],
}
