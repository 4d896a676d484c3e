import { inspectMp4 } from './mp4'
import type { AcceptedType } from './purposes'
import { Refused } from './refused'
import type { ReadStretch } from './stretches'
import type { FilmFacts } from './video-limits'
import { inspectWebm } from './webm'

/** Looks at how a video is put together, and at what it says of itself, without reading its content.
 *  @throws Refused `broken`, `not-what-it-says`, `too-many-pixels`, `too-small`, `too-long` */
export async function inspectVideo(type: AcceptedType, size: number, read: ReadStretch): Promise<FilmFacts> {
  if (type === 'video/mp4') return inspectMp4(size, read)
  if (type === 'video/webm') return inspectWebm(size, read)
  throw new Refused('wrong-type')
}
