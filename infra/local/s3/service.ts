import type { OpenService } from '../service'
import { declaredAccess } from './declared-access'
import { openS3 } from './s3'

export const open: OpenService = (context) => openS3(context, { allowed: declaredAccess() })
