import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { importPicture } from '@/server/catalogue/pictures'
import type { Photograph } from '@/server/feeds/demo/demo'

/** What a photograph's file tells of it. */
export interface Measures {
  width: number
  height: number
  placeholder: string
}

/** Measures the photographs that are there, and draws a few bytes of preview of each. */
export async function measurePhotographs(
  folder: string,
  files: readonly string[],
): Promise<Map<string, Measures>> {
  const there = [...new Set(files)].filter((file) => existsSync(join(folder, file)))
  const measured = await Promise.all(
    there.map(async (file) => {
      const image = sharp(join(folder, file))
      const { width, height } = await image.metadata()
      const preview = await image.resize(16).webp({ quality: 40 }).toBuffer()
      return [
        file,
        { width, height, placeholder: `data:image/webp;base64,${preview.toString('base64')}` },
      ] as const
    }),
  )
  return new Map(measured)
}

/** Puts masters where their largest rendition is served. */
export async function uploadPhotographs(
  folder: string,
  photographs: readonly Photograph[],
  measures: ReadonlyMap<string, Measures>,
): Promise<void> {
  for (const { file, key } of photographs) {
    const known = measures.get(file)
    if (!known) continue
    const body = await readFile(join(folder, file))
    await importPicture(`${key}/${known.width}.webp`, body)
  }
}
