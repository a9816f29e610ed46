import type { Group } from '../chat/transcript';
import { Avatar } from './Avatar';
import { Message, type MessageProps } from './Message';

export interface MessageGroupProps extends Omit<MessageProps, 'line' | 'own' | 'isNewest'> {
  readonly group: Group;
  /** The number of the newest message in the list. */
  readonly newest: number | undefined;
}

export function MessageGroup({ group, newest, ...ofMessages }: MessageGroupProps) {
  return (
    <section className={group.own ? 'group own' : 'group'} data-testid="message-group">
      {group.own ? null : <Avatar user={group.author} />}
      <div className="group-body">
        <p className="author" data-testid="message-author">{group.own ? 'You' : <bdi>{group.author.name}</bdi>}</p>
        {group.lines.map(line => (
          <Message key={line.key} line={line} own={group.own} isNewest={line.message !== undefined && line.message.seq === newest} {...ofMessages} />
        ))}
      </div>
    </section>
  );
}
