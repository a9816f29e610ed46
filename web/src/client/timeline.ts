import type { JoinedFrame, LeftFrame, MessageFrame, RulingFrame } from './contract';
import { renewed } from './messageChanges';

/** A place where messages may be missing: nobody can bring them any more. It stands before the entry with the same number. */
export interface Break {
  readonly type: 'break';
  readonly epoch: number;
  readonly seq: number;
  readonly at: number;
}

export type Entry = MessageFrame | JoinedFrame | LeftFrame | RulingFrame | Break;

/** Entries kept; the oldest go first, so that a window left open for days stays quick. */
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

/** Puts an entry where its number says, which is nearly always at the end; one that is here already stays, unless it is a message that was changed since. */
export function insert(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  let index = entries.length;
  while (index > 0 && compare(entries[index - 1]!, entry) > 0) index--;
  const before = entries[index - 1];
  if (before !== undefined && entryKey(before) === entryKey(entry)) {
    return before.type === 'message' && entry.type === 'message' ? replaceAt(entries, index - 1, renewed(before, entry)) : entries;
  }
  return entries.toSpliced(index, 0, entry).slice(-maxEntries);
}

/** Puts another message in the place of a known one; the same entries where that one is not here or stays as it is. */
export function update(entries: readonly Entry[], id: string, change: (message: MessageFrame) => MessageFrame): readonly Entry[] {
  const index = entries.findLastIndex(entry => entry.type === 'message' && entry.id === id);
  const known = entries[index];
  return known?.type === 'message' ? replaceAt(entries, index, change(known)) : entries;
}

function replaceAt(entries: readonly Entry[], index: number, entry: Entry): readonly Entry[] {
  return entries[index] === entry ? entries : entries.with(index, entry);
}

/**
 * Brings a snapshot of the room together with what was seen before. What is older than the snapshot stays, above a break that says that something
 * may be missing; from there on the snapshot alone counts.
 *
 * @param last the last place that was applied; undefined before the first join
 * @param now the time of a break that has no message after it
 */
export function merge(entries: readonly Entry[], joined: History, last: Pick<Break, 'epoch' | 'seq'> | undefined, now: number): readonly Entry[] {
  const first = joined.messages[0];
  if (last === undefined || entries.length === 0) return joined.messages.slice(-maxEntries);

  // Also beneath what was seen something may have come late, so that an overlap alone proves nothing.
  const oldest = entries.find(entry => entry.type === 'message')?.seq ?? last.seq + 1;
  // An epoch in which anything was said keeps at least the last of it.
  const reachesBack = first === undefined ? joined.epoch === last.epoch : first.epoch <= last.epoch && first.seq <= oldest;
  const start: Break = { type: 'break', epoch: first?.epoch ?? joined.epoch, seq: first?.seq ?? joined.head + 1, at: first?.at ?? now };
  // A snapshot has messages alone: who came and went, and what was decided, is known from before or not at all.
  const kept = entries.filter(entry => compare(entry, start) < 0 || (entry.type !== 'message' && entry.type !== 'break' && entry.seq <= joined.head));
  const gap = reachesBack ? [] : [start];
  return [...kept, ...gap, ...joined.messages].sort(compare).slice(-maxEntries);
}

/** Numbers grow from epoch to epoch; where a room that lost all it knew begins again with low ones, the epoch still tells what came later. */
function compare(a: Entry, b: Entry): number {
  return a.epoch - b.epoch || a.seq - b.seq || Number(b.type === 'break') - Number(a.type === 'break');
}
