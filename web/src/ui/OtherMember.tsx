import type { MemberInfo, Presence } from '../client/contract';
import { isAbove } from '../client/roles';
import { MemberFace } from './MemberFace';
import { MemberMenu } from './MemberMenu';
import { lastSeen } from './presenceText';
import type { Decide } from './useDecision';

interface OtherMemberProps {
  readonly member: MemberInfo;
  readonly presence: Presence | undefined;
  /** One's own role. */
  readonly role: string;
  onDecide: Decide;
}

export function OtherMember({ member, presence, role, onDecide }: OtherMemberProps) {
  return (
    <>
      {presence === undefined
        ? <MemberFace user={member} status={undefined} />
        : <MemberFace user={member} status={presence.status} text={presence.text} note={lastSeen(presence, Date.now())} />}
      {isAbove(role, member.role) ? <MemberMenu member={member} role={role} onDecide={onDecide} /> : null}
    </>
  );
}
