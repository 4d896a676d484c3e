import { moderation } from '@/server/reviews/desk-routes'
import { bff } from '@/server/sessions/bff'

export const { GET, POST, PUT, PATCH, DELETE } = bff(moderation)
