import type { Role } from '@/infra/object-storage'
import { now } from '@/server/platform/clock'
import { log } from '@/server/platform/log'

/** Temporary credentials of a role. What was signed with them dies with them. */
export interface RoleSession {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  /** Epoch milliseconds; absent when it does not end. */
  expiresAt?: number
}

const minute = 60_000
/** Requests are signed anew each time, so their session only has to outlive them. */
const spare = minute
/** A session that is younger than this is not renewed to last longer: another would not last longer either. */
const settled = 5 * minute

interface Held {
  session: RoleSession
  since: number
}

/** The sessions of one process, one for each role, renewed before what is signed with them would die too early. */
export class RoleSessions {
  private readonly held = new Map<Role, Held>()
  private readonly renewing = new Map<Role, Promise<RoleSession>>()

  /** @param issue begins a session */
  constructor(private readonly issue: (role: Role) => Promise<RoleSession>) {}

  /** The session of a role that lasts so many milliseconds more, or nearly: one that is minutes old is renewed for it.
   *  @throws what `issue` throws when there is no session that still holds */
  async of(role: Role, lasting: number = spare): Promise<RoleSession> {
    const held = this.held.get(role)
    if (!held) return this.renew(role)
    const left = (held.session.expiresAt ?? Number.POSITIVE_INFINITY) - now()
    const outlived = left < lasting && now() - held.since >= settled
    if (left >= spare && !outlived) return held.session
    try {
      return await this.renew(role)
    } catch (error) {
      if (left < spare) throw error
      log.warn({ err: error, role }, 'a session could not be renewed; the one that holds is used on')
      return held.session
    }
  }

  private renew(role: Role): Promise<RoleSession> {
    const known = this.renewing.get(role)
    if (known) return known
    const renewal = this.begin(role).finally(() => this.renewing.delete(role))
    this.renewing.set(role, renewal)
    return renewal
  }

  private async begin(role: Role): Promise<RoleSession> {
    const since = now()
    const session = await this.issue(role)
    this.held.set(role, { session, since })
    return session
  }
}
