import type { MessageFrame, UserInfo } from '../client/contract';
import type { OutgoingMessage } from '../client/outbox';
import { isRemovalOf } from '../client/removal';
import { entryKey, type Entry } from '../client/timeline';
import { rulingParts, type LinePart } from './rulings';

/** Messages of one author that follow each other within this time share one heading. */
const groupWithinMs = 5 * 60_000;

export interface Line {
  readonly key: string;
  readonly body: string;
  readonly at: number;
  /** Set once the message is in the room. */
  readonly message?: MessageFrame;
  /** Set while it is not there yet. */
  readonly outgoing?: OutgoingMessage;
}

export interface Group {
  readonly type: 'group';
  readonly key: string;
  readonly author: UserInfo;
  readonly own: boolean;
  readonly lines: readonly Line[];
}

export interface Day {
  readonly type: 'day';
  readonly key: string;
  readonly at: number;
}

/** A place where messages may be missing. */
export interface Gap {
  readonly type: 'break';
  readonly key: string;
}

/** What the room says: who came and went, and what was decided. */
export interface Notice {
  readonly type: 'notice';
  readonly key: string;
  readonly parts: readonly LinePart[];
}

export type Block = Group | Day | Gap | Notice;

type OpenGroup = Omit<Group, 'lines'> & { readonly lines: Line[] };

/** What the page shows, top to bottom: days, who came and went, what was decided, and messages grouped by author; own unsent messages come last. */
export function transcript(entries: readonly Entry[], outgoing: readonly OutgoingMessage[], me: UserInfo | undefined): Block[] {
  const blocks: Block[] = [];
  let open: OpenGroup | undefined;
  let day = '';
  /** Who was told to go: of these it need not be said twice. */
  const removed = new Set<string>();

  const add = (author: UserInfo, line: Line): void => {
    const last = open?.lines.at(-1);
    if (open === undefined || last === undefined || open.author.id !== author.id || line.at - last.at > groupWithinMs) {
      open = { type: 'group', key: `group:${line.key}`, author, own: author.id === me?.id, lines: [] };
      blocks.push(open);
    }

    open.lines.push(line);
  };

  for (const entry of entries) {
    const date = new Date(entry.at).toDateString();
    if (date !== day) {
      day = date;
      open = undefined;
      blocks.push({ type: 'day', key: `day:${entryKey(entry)}`, at: entry.at });
    }

    if (entry.type === 'message') {
      // An own message keeps the key that it had while it was on its way, so that it changes on the page and does not blink.
      add(entry.from, { key: entry.key ?? entry.id, body: entry.body, at: entry.at, message: entry });
      continue;
    }

    open = undefined;
    const key = entryKey(entry);
    if (entry.type === 'break') {
      blocks.push({ type: 'break', key });
      continue;
    }

    const parts = noticeParts(entry, removed);
    if (parts !== undefined) blocks.push({ type: 'notice', key, parts });
  }

  for (const message of outgoing) add(me ?? { id: '', name: 'You' }, { key: message.key, body: message.body, at: message.at, outgoing: message });
  return blocks;
}

/** What the room says of this; undefined where it has been said, or this page knows no words for it. */
function noticeParts(entry: Exclude<Entry, { readonly type: 'message' | 'break' }>, removed: Set<string>): readonly LinePart[] | undefined {
  switch (entry.type) {
    case 'joined':
      removed.delete(entry.member.id);
      return [{ text: entry.member.name, ofPerson: true }, { text: ' joined' }];
    case 'left':
      if (entry.reason === 'removed' && removed.delete(entry.user.id)) return undefined;
      return [{ text: entry.user.name, ofPerson: true }, { text: entry.reason === 'removed' ? ' was removed' : ' left' }];
    default: {
      const subject = entry.user?.id;
      if (subject !== undefined && isRemovalOf(entry, subject)) removed.add(subject);
      return rulingParts(entry);
    }
  }
}
