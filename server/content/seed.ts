import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { isoNow } from '@/server/platform/clock'
import { addVersion, publishVersion } from './editing'
import { ContentDocument, EditorialPicture, PageKind } from './model'
import { importPicture } from './pictures'
import { publicationAt } from './schedule'
import { pageKey, pages, pictureKey, pictures, versionKey, versions } from './store'

const PicturesFile = z.object({
  pictures: z.array(
    EditorialPicture.pick({ name: true, focus: true, alt: true }).extend({ file: z.string() }),
  ),
})
const PageFile = ContentDocument.extend({ kind: PageKind })
const by = 'seed'

/** Brings the demo house's pages and their pictures; again, only what has changed since. What people have written, brought or described is theirs.
 *  @param folder `server/content/demo`
 *  @param photographs where the pictures' files are; one that is missing is left out
 *  @returns how many pages were written
 *  @throws Error that says which file is wrong and where, Unavailable */
export async function seedContent(folder: string, photographs: string): Promise<number> {
  const library = read(join(folder, 'pictures.yaml'), PicturesFile)
  for (const { file: name, ...described } of library.pictures) {
    const path = join(photographs, name)
    const known = await pictures.get(pictureKey(described.name))
    if (existsSync(path) && known?.from !== 'staff')
      await importPicture({ ...described, from: by }, readFileSync(path))
  }
  let written = 0
  for (const file of readdirSync(join(folder, 'pages')).sort()) {
    const { kind, ...document } = read(join(folder, 'pages', file), PageFile)
    if (await bring(file.replace(/\.yaml$/, ''), kind, document)) written += 1
  }
  return written
}

/** @returns whether there was anything to bring */
async function bring(slug: string, kind: PageKind, document: ContentDocument): Promise<boolean> {
  const page = await pages.get(pageKey(slug))
  const newest = page && (await versions.get(versionKey(slug, page.latest)))
  if (newest && newest.savedBy !== by) return false
  const same = newest && JSON.stringify(newest.document) === JSON.stringify(document)
  // Whoever has withdrawn it or planned something else meanwhile is not talked over.
  if (same && page.publications.length > 0) return false
  if (page && page.publications.length > 0 && publicationAt(page.publications, isoNow())?.by !== by)
    return false
  const version = same ? newest.number : await addVersion(slug, { kind, document, by })
  await publishVersion(slug, { version, by })
  return true
}

function read<T>(file: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
