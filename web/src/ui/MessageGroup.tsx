import type { Group, Line } from '../chat/transcript';
import { Avatar } from './Avatar';
import { SendFailure } from './SendFailure';

interface MessageGroupProps {
  readonly group: Group;
  onRetry(key: string): void;
  onDiscard(key: string): void;
}

const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export function MessageGroup({ group, onRetry, onDiscard }: MessageGroupProps) {
  return (
    <section className={group.own ? 'group own' : 'group'} data-testid="message-group">
      {group.own ? null : <Avatar user={group.author} />}
      <div className="group-body">
        <p className="author" data-testid="message-author">{group.own ? 'You' : <bdi>{group.author.name}</bdi>}</p>
        {group.lines.map(line => <Message key={line.key} line={line} own={group.own} onRetry={onRetry} onDiscard={onDiscard} />)}
      </div>
    </section>
  );
}

interface MessageProps extends Pick<MessageGroupProps, 'onRetry' | 'onDiscard'> {
  readonly line: Line;
  readonly own: boolean;
}

function Message({ line, own, onRetry, onDiscard }: MessageProps) {
  const status = line.outgoing?.status ?? 'delivered';
  return (
    <article className={`message ${status}`} data-testid="message" data-own={own} data-status={status}>
      {/* A body is a text node, never HTML, and its direction turns nothing but its own bubble. */}
      <div className="bubble" dir="auto">
        <p className="body" data-testid="message-body">{line.body}</p>
        <time className="time" dateTime={new Date(line.at).toISOString()} title={fullFormat.format(line.at)} data-testid="message-time">
          <bdi>{status === 'waiting' ? 'Waiting…' : timeFormat.format(line.at)}</bdi>
        </time>
      </div>
      {line.outgoing?.status === 'failed' ? <SendFailure message={line.outgoing} onRetry={onRetry} onDiscard={onDiscard} /> : null}
    </article>
  );
}
