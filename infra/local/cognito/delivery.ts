import type { LocalContext } from '@/infra/local/service'
import { invalidParameter } from './errors'
import type { Pool } from './store'

export interface DeliveryDetails {
  Destination: string
  DeliveryMedium: 'EMAIL'
  AttributeName: 'email'
}

/** Where a code went, without giving the address away: `a***@q***`. */
export function deliveryDetails(email: string): DeliveryDetails {
  const [local = '', domain = ''] = email.split('@')
  return {
    Destination: `${local.charAt(0)}***@${domain.charAt(0)}***`,
    DeliveryMedium: 'EMAIL',
    AttributeName: 'email',
  }
}

/** What is answered for a name that nobody has: shaped like the truth, and always the same for the same name. */
export function decoyDetails(name: string): DeliveryDetails {
  return deliveryDetails(name.includes('@') ? name : `${name}@example.com`)
}

/** Mails a code in the pool's own words. */
export function mailCode(
  context: LocalContext,
  pool: Pool,
  purpose: 'verification' | 'reset',
  to: string,
  code: string,
): void {
  const { settings } = pool
  const template = settings.VerificationMessageTemplate
  const subject = template?.EmailSubject ?? settings.EmailVerificationSubject
  const message = template?.EmailMessage ?? settings.EmailVerificationMessage
  const standard =
    purpose === 'reset'
      ? { subject: 'Your password reset code', text: 'Your password reset code is {####}.' }
      : { subject: 'Your verification code', text: 'Your confirmation code is {####}.' }
  context.deliver({
    channel: 'email',
    to,
    subject: subject ?? standard.subject,
    text: (message ?? standard.text).replaceAll('{####}', code),
  })
}

/** @throws ServiceError `InvalidParameterException` */
export function requireEmail(address: string, message: string): void {
  if (!/^[^\s@<>"']{1,64}@[^\s@<>"']{1,255}$/.test(address)) throw invalidParameter(message)
}
