import { audited } from '@/server/operations/audit'
import { requireStaff } from '@/server/operations/staff'
import type { Principal } from '@/server/platform/principal'
import { changed } from '@/server/platform/tables/change'
import { arrivals, fractions } from './bringing'
import { editorialPictureDescribed } from './events'
import type { EditorialPicture, PictureArrival, PictureDescription } from './model'
import { everyPicture, pictureKey, pictures } from './store'

/** Every picture that pages may name, and those that are on their way.
 *  @throws NotFound `page` for everybody but the staff */
export async function pictureLibrary(
  who: Principal,
): Promise<{ pictures: EditorialPicture[]; arrivals: PictureArrival[] }> {
  requireStaff(who)
  const [all, coming] = await Promise.all([everyPicture(), arrivals()])
  return { pictures: all, arrivals: coming }
}

/** One picture of the library. @throws NotFound `page` for everybody but the staff, `picture` where there is none of this name */
export async function pictureFile(who: Principal, name: string): Promise<EditorialPicture> {
  requireStaff(who)
  return pictures.require(pictureKey(name), 'picture')
}

/** Says something else of a picture: its words in every language, and what must stay in sight, around which it is then cut anew.
 *  @throws NotFound `page` for everybody but the staff, `picture` */
export function describePicture(
  who: Principal,
  name: string,
  { alt, focus }: PictureDescription,
): Promise<EditorialPicture> {
  return audited(who, { action: 'picture-described', subject: name }, () =>
    pictures.update(pictureKey(name), 'picture', (picture) =>
      changed(
        { ...picture, alt, focus: fractions(focus), from: 'staff' },
        editorialPictureDescribed({ picture: name }),
      ),
    ),
  )
}
