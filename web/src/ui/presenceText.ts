import type { Presence } from '../client/contract';
import { moment } from './moment';
import type { ShownStatus } from './PresenceDot';

export const statusWords: Readonly<Record<ShownStatus, string>> = {
  online: 'online',
  away: 'away',
  busy: 'busy',
  offline: 'offline',
  invisible: 'invisible, you look offline to others',
};

/** When somebody was here last, where the server has said so. */
export function lastSeen({ status, lastSeen }: Presence, now: number): string | undefined {
  return status !== 'offline' || lastSeen === undefined ? undefined : `last seen ${moment(lastSeen, now)}`;
}
