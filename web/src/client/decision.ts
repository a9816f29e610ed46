import type { GivenRole } from './roles';

interface OfUser {
  /** The user's id. */
  readonly user: string;
}

interface WithReason {
  /** One line of at most {@link maxReason} UTF-16 units, which members see. */
  readonly reason?: string;
}

interface ForATime {
  /** How long it holds, in milliseconds; absent for as long as the room. */
  readonly forMs?: number;
}

/** Something that is decided about a member or the room. */
export type Decision =
  | ({ readonly action: 'kick' | 'unban' | 'unmute' } & OfUser & WithReason)
  | ({ readonly action: 'ban' | 'mute' } & OfUser & WithReason & ForATime)
  | ({ readonly action: 'role'; readonly role: GivenRole } & OfUser)
  /** One message of each member in this time; 0 for no such rule. */
  | ({ readonly action: 'slow'; readonly intervalMs: number } & WithReason)
  | ({ readonly action: 'freeze' } & WithReason & ForATime)
  | ({ readonly action: 'unfreeze' } & WithReason);

/** The protocol's limit. */
export const maxReason = 140;

/**
 * What the hub is asked.
 *
 * @param now Unix milliseconds of the server
 */
export function requestFor(decision: Decision, now: number): { readonly method: string; readonly argument: object } {
  if (decision.action === 'role') {
    const { user, role } = decision;
    return { method: 'SetRole', argument: { user, role } };
  }
  const { forMs, ...argument } = decision as typeof decision & ForATime;
  return { method: 'Moderate', argument: forMs === undefined ? argument : { ...argument, until: now + forMs } };
}
