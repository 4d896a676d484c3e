import { wishlists } from '@/server/wishlists/routes'
import { bff } from '@/server/sessions/bff'

export const { GET, POST, PUT, PATCH, DELETE } = bff(wishlists)
