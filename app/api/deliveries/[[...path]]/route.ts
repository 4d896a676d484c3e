import { deliveries } from '@/server/delivery/routes'
import { bff } from '@/server/sessions/bff'

export const { GET, POST, PUT, PATCH, DELETE } = bff(deliveries)
