import type { ChatError, MemberInfo, UserInfo } from '../client/contract';
import type { OwnPresence, PresenceState } from '../client/presenceSession';
import { CloseIcon } from './icons';
import { OtherMember } from './OtherMember';
import { OwnMember } from './OwnMember';
import type { Decide } from './useDecision';

interface MembersProps {
  readonly members: readonly MemberInfo[];
  readonly count: number;
  readonly me: UserInfo | undefined;
  /** One's own role. */
  readonly role: string;
  readonly presence: PresenceState;
  readonly shown: boolean;
  onChoose(choice: OwnPresence): Promise<ChatError | undefined>;
  onDecide: Decide;
  onClose(): void;
}

export function Members({ members, count, me, role, presence, shown, onChoose, onDecide, onClose }: MembersProps) {
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
            {member.id === me?.id
              ? <OwnMember member={member} presence={presence} onChoose={onChoose} />
              : <OtherMember member={member} presence={presence.contacts.get(member.id)} role={role} onDecide={onDecide} />}
          </li>
        ))}
      </ul>
      {unlisted > 0 ? <p className="hint">and {unlisted} more</p> : null}
    </aside>
  );
}
