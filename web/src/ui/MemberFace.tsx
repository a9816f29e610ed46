import type { MemberInfo } from '../client/contract';
import { Avatar } from './Avatar';
import { PresenceDot, type ShownStatus } from './PresenceDot';
import { statusWords } from './presenceText';
import { RoleBadge } from './RoleBadge';

interface MemberFaceProps {
  readonly user: MemberInfo;
  /** Undefined while nobody has said it. */
  readonly status: ShownStatus | undefined;
  /** The user's own words. */
  readonly text?: string;
  /** The page's words, where the user has none. */
  readonly note?: string | undefined;
}

/** A person in the list: read out as "Ben, busy, in a class, moderator". */
export function MemberFace({ user, status, text = '', note }: MemberFaceProps) {
  return (
    <>
      <span className="member-avatar">
        <Avatar user={user} />
        {status === undefined ? null : <PresenceDot status={status} />}
      </span>
      <span className="member-text">
        <span className="member-about" data-testid="member-about">
          <span className="member-name"><bdi>{user.name}</bdi></span>
          {status === undefined ? null : <span className="visually-hidden" data-testid="presence-status">, {statusWords[status]}</span>}
          {text === '' ? null : (
            // A text node in a direction of its own: it turns nothing but itself.
            <span className="member-words" title={text}><span className="visually-hidden">, </span><bdi data-testid="presence-text">{text}</bdi></span>
          )}
          {text !== '' || note === undefined ? null : <span className="member-words" data-testid="last-seen"><span className="visually-hidden">, </span>{note}</span>}
        </span>
        <RoleBadge role={user.role} />
      </span>
    </>
  );
}
