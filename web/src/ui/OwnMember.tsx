import { useRef, useState } from 'react';
import type { ChatError, MemberInfo } from '../client/contract';
import type { OwnPresence, PresenceState } from '../client/presenceSession';
import { ChevronDownIcon } from './icons';
import { MemberFace } from './MemberFace';
import { PresenceMenu } from './PresenceMenu';

interface OwnMemberProps {
  readonly member: MemberInfo;
  readonly presence: PresenceState;
  onChoose(choice: OwnPresence): Promise<ChatError | undefined>;
}

/** One's own place in the list, where one says what one is to the others. */
export function OwnMember({ member, presence: { own, away }, onChoose }: OwnMemberProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const status = own?.status === 'online' && away ? 'away' : own?.status;

  return (
    <>
      <button
        type="button"
        className="own-member"
        ref={button}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-expanded={open}
        title="Change what others see"
        data-testid="own-presence"
      >
        <MemberFace user={member} status={status} {...(own === undefined ? {} : { text: own.text })} />
        <span className="you"><span className="visually-hidden">, </span>You<ChevronDownIcon /></span>
      </button>
      {open ? <PresenceMenu own={own} anchor={button} onChoose={onChoose} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
