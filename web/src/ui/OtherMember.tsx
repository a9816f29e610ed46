import type { Presence, UserInfo } from '../client/contract';
import { MemberFace } from './MemberFace';
import { lastSeen } from './presenceText';

interface OtherMemberProps {
  readonly member: UserInfo;
  readonly presence: Presence | undefined;
}

export function OtherMember({ member, presence }: OtherMemberProps) {
  if (presence === undefined) return <MemberFace user={member} status={undefined} />;
  return <MemberFace user={member} status={presence.status} text={presence.text} note={lastSeen(presence, Date.now())} />;
}
