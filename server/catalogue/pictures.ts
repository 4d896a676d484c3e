import { objectsAs } from '@/server/platform/objects'

const objects = objectsAs('catalogue')
const immutable = 'public, max-age=31536000, immutable'

/** Keeps a picture that a feed or seed brings, under a name that will never hold another.
 *  @param key beneath `products/{sku}/images/`
 *  @throws Unavailable */
export const importPicture = (key: string, body: Uint8Array): Promise<void> =>
  objects.put('assets', key, body, { contentType: 'image/webp', cacheControl: immutable })
