import type { OpenService } from '../service'
import { declaredAccess } from './declared-access'
import { openS3 } from './s3'

/** Events may come twice and out of order on AWS, so they do here: whoever consumes them must live with it. */
const disturbance = { seed: 4 }

export const open: OpenService = (context) => openS3(context, { allowed: declaredAccess(), disturbance })
