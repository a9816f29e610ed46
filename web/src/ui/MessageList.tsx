import { useEffect, useMemo } from 'react';
import type { RoomState } from '../client/roomSession';
import { transcript, type Block } from '../chat/transcript';
import { ArrowDownIcon } from './icons';
import { MessageGroup } from './MessageGroup';
import { useStickToBottom } from './useStickToBottom';
import { useVisible } from './useVisible';

interface MessageListProps {
  readonly state: RoomState;
  onRetry(key: string): void;
  onDiscard(key: string): void;
  /** The newest message is on the screen of somebody who looks. */
  onSeen(): void;
}

const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

export function MessageList({ state, onRetry, onDiscard, onSeen }: MessageListProps) {
  const { entries, outgoing, me, joined, memberCount } = state;
  const blocks = useMemo(() => transcript(entries, outgoing, me), [entries, outgoing, me]);
  const messages = useMemo(() => entries.filter(entry => entry.type === 'message').length, [entries]);
  const { list, unseen, atBottom, toBottom } = useStickToBottom(messages, outgoing.at(-1)?.key);
  const newest = useMemo(() => entries.findLast(entry => entry.type === 'message')?.seq, [entries]);
  const visible = useVisible();

  useEffect(() => {
    if (newest !== undefined && joined && visible && atBottom) onSeen();
  }, [newest, joined, visible, atBottom, onSeen]);

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
        data-testid="message-list"
        data-joined={joined}
      >
        <div className="message-column">
          {blocks.length === 0 ? <p className="empty">{emptyText(joined, memberCount)}</p> : null}
          {blocks.map(block => <BlockView key={block.key} block={block} onRetry={onRetry} onDiscard={onDiscard} />)}
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

function BlockView({ block, onRetry, onDiscard }: { readonly block: Block } & Pick<MessageListProps, 'onRetry' | 'onDiscard'>) {
  switch (block.type) {
    case 'group':
      return <MessageGroup group={block} onRetry={onRetry} onDiscard={onDiscard} />;
    case 'day':
      return <p className="day"><time dateTime={new Date(block.at).toISOString()}>{dayFormat.format(block.at)}</time></p>;
    case 'break':
      return <p className="break">You were away for a while; messages may be missing here.</p>;
    default:
      return (
        <p className="system-line" data-testid="system-line">
          <bdi>{block.user?.name}</bdi> {block.type === 'joined' ? 'joined' : 'left'}
        </p>
      );
  }
}

function emptyText(joined: boolean, memberCount: number): string {
  if (!joined) return 'Joining the room…';
  return memberCount <= 1 ? 'You are the first one here. Copy the link and send it to somebody.' : 'No messages yet. Say hello.';
}
