import type { MessageFrame, UserInfo } from '../client/contract';
import type { OutgoingMessage } from '../client/outbox';
import { entryKey, type Entry } from '../client/timeline';

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

export interface Notice {
  readonly type: 'joined' | 'left' | 'break';
  readonly key: string;
  readonly at: number;
  readonly user?: UserInfo;
}

export type Block = Group | Day | Notice;

type OpenGroup = Omit<Group, 'lines'> & { readonly lines: Line[] };

/** What the page shows, top to bottom: days, who came and went, and messages grouped by author; own unsent messages come last. */
export function transcript(entries: readonly Entry[], outgoing: readonly OutgoingMessage[], me: UserInfo | undefined): Block[] {
  const blocks: Block[] = [];
  let open: OpenGroup | undefined;
  let day = '';

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
    if (entry.type === 'joined') blocks.push({ type: 'joined', key, at: entry.at, user: entry.member });
    else if (entry.type === 'left') blocks.push({ type: 'left', key, at: entry.at, user: entry.user });
    else blocks.push({ type: 'break', key, at: entry.at });
  }

  for (const message of outgoing) add(me ?? { id: '', name: 'You' }, { key: message.key, body: message.body, at: message.at, outgoing: message });
  return blocks;
}
