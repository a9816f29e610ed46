import type { Presence } from '../client/contract';
import type { ShownStatus } from './PresenceDot';

export const statusWords: Readonly<Record<ShownStatus, string>> = {
  online: 'online',
  away: 'away',
  busy: 'busy',
  offline: 'offline',
  invisible: 'invisible, you look offline to others',
};

const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });

/** When somebody was here last, where the server has said so. */
export function lastSeen({ status, lastSeen }: Presence, now: number): string | undefined {
  if (status !== 'offline' || lastSeen === undefined) return undefined;
  const today = new Date(lastSeen).toDateString() === new Date(now).toDateString();
  return `last seen ${(today ? timeFormat : dayFormat).format(lastSeen)}`;
}
