import type { PictureSource } from '@/lib/picture'
import { NotFound } from '@/server/platform/errors'
import { objectsAs } from '@/server/platform/objects'

const most = 960

/** A photograph, large enough for half a picture that stands for a page; nothing where it has gone.
 *  @param room the role under whose prefix it stands
 *  @throws Unavailable */
export async function photographOf(
  room: 'assets' | 'content',
  { key, widths }: Pick<PictureSource, 'key' | 'widths'>,
): Promise<Uint8Array | undefined> {
  const width = widths.findLast((one) => one <= most) ?? widths[0]
  try {
    return width ? await objectsAs(room).get('assets', `${key}/${width}.webp`) : undefined
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
