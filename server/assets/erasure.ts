import { changeAsset, everyAssetOf } from './asset-store'
import type { Upload } from './model'
import { abortMultipart } from './multipart'
import { removeAsset } from './publish'
import { removeObject } from './stored-objects'
import { uploadKey, uploads, uploadsBy } from './upload-store'

/** Forgets everything that somebody has uploaded: what is under way ends, its parts and its original go, and so do the records with the
 *  names that they gave to files. Of an asset stays, for thirty days, that it is gone, so that no late event brings it back; whose it
 *  was and how it looked does not. A repetition finds nothing more.
 *  @throws Unavailable: to be tried again */
export async function forgetUploader(uploader: string): Promise<void> {
  for (let found = await uploadsBy(uploader); found.length > 0; found = await uploadsBy(uploader)) {
    for (const upload of found) await forgetUpload(upload)
  }
  for (const { key } of await everyAssetOf(uploader)) {
    await removeAsset(key)
    await changeAsset(
      key,
      (current) => current && { next: { ...current, owner: undefined, thumbhash: undefined, tags: [] } },
    )
  }
}

async function forgetUpload({ id, key, parts }: Upload): Promise<void> {
  if (parts) await abortMultipart({ bucket: 'assets', key, uploadId: parts.uploadId })
  await removeObject({ bucket: 'assets', key })
  await uploads.remove(uploadKey(id))
}
