import { useEffect, useMemo, type KeyboardEvent } from 'react';
import type { UserInfo } from '../client/contract';
import { isAbove, lowestRole } from '../client/roles';
import { silencedBy } from '../client/roomRules';
import type { RoomState } from '../client/roomSession';
import { knownNames } from '../chat/mentions';
import { transcript, type Block } from '../chat/transcript';
import { ArrowDownIcon } from './icons';
import { MessageGroup, type MessageGroupProps } from './MessageGroup';
import { SystemLine } from './SystemLine';
import { useBriefly } from './useBriefly';
import { useStickToBottom } from './useStickToBottom';
import { useVisible } from './useVisible';

type OfState = 'newest' | 'me' | 'names' | 'loaded' | 'found' | 'silenced' | 'mayDelete' | 'onGoTo';

interface MessageListProps extends Omit<MessageGroupProps, 'group' | OfState> {
  readonly state: RoomState;
  /** The newest message is on the screen of somebody who looks. */
  onSeen(): void;
}

/** How long a message stands out that somebody was led to. */
const foundMs = 2000;

const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

export function MessageList({ state, onSeen, ...ofMessages }: MessageListProps) {
  const { entries, outgoing, me, members, joined, memberCount, role, rules } = state;
  const blocks = useMemo(() => transcript(entries, outgoing, me), [entries, outgoing, me]);
  const loaded = useMemo(() => new Set(entries.filter(entry => entry.type === 'message').map(entry => entry.id)), [entries]);
  const names = useMemo(() => knownNames(entries, members), [entries, members]);
  const roles = useMemo(() => new Map(members.map(member => [member.id, member.role])), [members]);
  const { list, unseen, atBottom, toBottom } = useStickToBottom(loaded.size, outgoing.at(-1)?.key);
  const [found, setFound] = useBriefly<string>(foundMs);
  const newest = useMemo(() => entries.findLast(entry => entry.type === 'message')?.seq, [entries]);
  const visible = useVisible();

  useEffect(() => {
    if (newest !== undefined && joined && visible && atBottom) onSeen();
  }, [newest, joined, visible, atBottom, onSeen]);

  // Of who has left, only the room may know another role; it says no then.
  const ofState = {
    newest,
    me,
    names,
    loaded,
    found,
    silenced: silencedBy(rules, role) !== undefined,
    mayDelete: (author: UserInfo) => isAbove(role, roles.get(author.id) ?? lowestRole),
  };

  const goTo = (id: string) => {
    const message = list.current?.querySelector<HTMLElement>(`.message[data-id="${CSS.escape(id)}"]`);
    if (message === null || message === undefined) return;
    message.scrollIntoView({ block: 'center' });
    message.focus({ preventScroll: true });
    setFound(id);
  };

  return (
    <div className="message-area">
      <div
        className="message-list"
        ref={list}
        role="log"
        aria-live="polite"
        aria-label="Messages"
        aria-busy={!joined}
        tabIndex={0}
        onKeyDown={walk}
        data-testid="message-list"
        data-joined={joined}
      >
        <div className="message-column">
          {blocks.length === 0 ? <p className="empty">{emptyText(joined, memberCount)}</p> : null}
          {blocks.map(block => (
            <BlockView key={block.key} block={block} {...ofState} onGoTo={goTo} {...ofMessages} />
          ))}
        </div>
      </div>
      {unseen > 0 ? (
        <button type="button" className="new-messages" onClick={toBottom} data-testid="new-messages">
          <ArrowDownIcon />{unseen === 1 ? '1 new message' : `${unseen} new messages`}
        </button>
      ) : null}
    </div>
  );
}

function BlockView({ block, ...ofMessages }: { readonly block: Block } & Omit<MessageGroupProps, 'group'>) {
  switch (block.type) {
    case 'group':
      return <MessageGroup group={block} {...ofMessages} />;
    case 'day':
      return <p className="day"><time dateTime={new Date(block.at).toISOString()}>{dayFormat.format(block.at)}</time></p>;
    case 'break':
      return <p className="break">You were away for a while; messages may be missing here.</p>;
    case 'notice':
      return <SystemLine parts={block.parts} />;
  }
}

/** The newest message alone is reached with Tab, and the others from there with the arrow keys: a stop for each would make the way through the page long. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !(event.target instanceof HTMLElement) || !event.target.matches('.message')) return;
  const messages = [...event.currentTarget.querySelectorAll<HTMLElement>('.message')];
  const next = messages[messages.indexOf(event.target) + (event.key === 'ArrowUp' ? -1 : 1)];
  event.preventDefault();
  next?.focus();
}

function emptyText(joined: boolean, memberCount: number): string {
  if (!joined) return 'Joining the room…';
  return memberCount <= 1 ? 'You are the first one here. Copy the link and send it to somebody.' : 'No messages yet. Say hello.';
}
