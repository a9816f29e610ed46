import type { JoinedFrame, LeftFrame, MessageFrame, OrderedFrame } from './contract';

/** A place where messages may be missing: the connection was away for longer than the room remembers. */
export interface Break {
  readonly type: 'break';
  readonly epoch: number;
  readonly seq: number;
  readonly at: number;
}

export type Entry = MessageFrame | JoinedFrame | LeftFrame | Break;

/** Entries kept on the page; the oldest go first, so that a window left open for days stays quick. */
export const maxEntries = 1000;

/** What the answer of a join says about messages. */
interface History {
  readonly epoch: number;
  readonly head: number;
  readonly messages: readonly MessageFrame[];
}

export function entryKey(entry: Entry): string {
  return entry.type === 'message' ? entry.id : `${entry.type}:${entry.epoch}:${entry.seq}`;
}

export function append(entries: readonly Entry[], frame: OrderedFrame): Entry[] {
  return [...entries, frame].slice(-maxEntries);
}

/**
 * Brings the answer of a (re-)join together with what is on the page already. What the user has seen stays, new messages follow, and
 * where the answer cannot reach back to the last seen one, a break says so.
 *
 * @param asked how many messages the join asked for; fewer in the answer mean that the room holds no older ones
 * @param last the last sequence number that was applied, in the epoch of the last entry
 */
export function merge(entries: readonly Entry[], joined: History, asked: number, last: { epoch: number; seq: number }): Entry[] {
  const seen = new Set(entries.map(entryKey));
  const fresh = joined.messages.filter(message => !seen.has(message.id));
  if (entries.length === 0) return fresh.slice(-maxEntries);

  const sameEpoch = joined.epoch === last.epoch;
  const oldest = joined.messages[0];
  const reachesBack = joined.messages.length < asked || (oldest !== undefined && oldest.seq <= last.seq + 1);
  const gap: Break[] = sameEpoch && reachesBack ? [] : [{ type: 'break', epoch: joined.epoch, seq: joined.head, at: fresh[0]?.at ?? Date.now() }];
  return [...entries, ...gap, ...fresh].slice(-maxEntries);
}
