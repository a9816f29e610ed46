import type { MemberInfo, UserInfo } from '../client/contract';
import { Avatar } from './Avatar';
import { CloseIcon } from './icons';

interface MembersProps {
  readonly members: readonly MemberInfo[];
  readonly count: number;
  readonly me: UserInfo | undefined;
  readonly shown: boolean;
  onClose(): void;
}

export function Members({ members, count, me, shown, onClose }: MembersProps) {
  const unlisted = count - members.length;
  return (
    <aside id="members" className={shown ? 'members shown' : 'members'} aria-label="Who is here" data-testid="members">
      <div className="members-head">
        <h2>Here now</h2>
        <span className="count" data-testid="member-count">{count}</span>
        <button type="button" className="tool close" onClick={onClose} aria-label="Close the list"><CloseIcon /></button>
      </div>
      <ul>
        {members.map(member => (
          <li key={member.id} data-testid="member" data-user={member.id}>
            <Avatar user={member} />
            <span className="member-name"><bdi>{member.name}</bdi></span>
            {member.id === me?.id ? <span className="you">You</span> : null}
          </li>
        ))}
      </ul>
      {unlisted > 0 ? <p className="hint">and {unlisted} more</p> : null}
    </aside>
  );
}
