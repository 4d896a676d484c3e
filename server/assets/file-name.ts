const longest = 200

/** A file's name as its owner may read it again: without folders, control characters and marks that turn text around. It is never part
 *  of a key, so what it says does not matter to the store. */
export function displayName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/^\.+/, '')
    .trim()
  return [...plain].slice(0, longest / 2).join('') || 'file'
}
