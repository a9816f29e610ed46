import { amount } from '../chat/durations';
import type { RoomRules } from '../client/contract';
import { moderates } from '../client/roles';
import { silencedBy } from '../client/roomRules';
import { moment } from './moment';

/** Why who has this role cannot write just now; undefined where he can. */
export function silenceText(rules: RoomRules, role: string, now: number): string | undefined {
  switch (silencedBy(rules, role)) {
    case 'muted':
      return `You are muted${ending(rules.mutedUntil, now) || ' for as long as the room lasts'}.`;
    case 'frozen':
      return `The room is frozen${ending(rules.frozenUntil, now)}; only moderators can write.`;
    default:
      return undefined;
  }
}

/** What else who can write must know; undefined for nothing. */
export function ruleHint(rules: RoomRules, role: string): string | undefined {
  if (moderates(role)) return rules.frozenUntil === undefined ? undefined : 'The room is frozen; only moderators can write.';
  return rules.intervalMs === undefined ? undefined : `Slow mode: you can send one message every ${amount(rules.intervalMs)}.`;
}

function ending(until: number | undefined, now: number): string {
  return until === undefined || until === 0 ? '' : ` until ${moment(until, now)}`;
}
