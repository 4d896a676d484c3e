import { pictureAt } from '@/server/assets/view'
import type { Principal } from '@/server/platform/principal'
import { ownOrder } from './orders'

/** The picture for the card of an order's gift, behind a link that holds for a quarter of an hour; nothing where there is none, or
 *  where it has been erased since.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, for those whose it is not as well; Unavailable */
export async function giftPictureOf(
  who: Principal,
  id: string,
  token?: string,
): ReturnType<typeof pictureAt> {
  const { giftPicture } = await ownOrder(who, id, token)
  return giftPicture === undefined ? undefined : pictureAt(giftPicture)
}
