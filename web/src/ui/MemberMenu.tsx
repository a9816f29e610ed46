import { useId, useRef, useState, type RefObject } from 'react';
import { duration } from '../chat/durations';
import type { MemberInfo } from '../client/contract';
import { maxReason } from '../client/decision';
import { rolesToGive } from '../client/roles';
import { AnchoredDialog } from './AnchoredDialog';
import { DecisionError } from './DecisionError';
import { MoreIcon } from './icons';
import { useDecision, type Decide } from './useDecision';

interface MemberMenuProps {
  readonly member: MemberInfo;
  /** One's own role, which is above the member's. */
  readonly role: string;
  onDecide: Decide;
}

/** For how long a ban or a mute can be chosen to hold. */
const spans: readonly { readonly id: string; readonly forMs?: number }[] = [
  { id: '10m', forMs: 10 * 60_000 },
  { id: '1h', forMs: 60 * 60_000 },
  { id: 'room' },
];

/** What one may decide about a member, behind a button in the list. */
export function MemberMenu({ member, role, onDecide }: MemberMenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  return (
    <>
      <button
        type="button"
        className="member-more"
        ref={button}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`Moderate ${member.name}`}
        title="Moderate"
        data-testid="member-menu-button"
      >
        <MoreIcon />
      </button>
      {open ? <MemberDialog member={member} role={role} onDecide={onDecide} anchor={button} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function MemberDialog({ anchor, onClose, ...decisions }: MemberMenuProps & { readonly anchor: RefObject<HTMLElement | null>; onClose(): void }) {
  return (
    <AnchoredDialog title={<bdi>{decisions.member.name}</bdi>} anchor={anchor} onClose={onClose} testId="member-menu">
      {close => <MemberDecisions {...decisions} onDone={close} />}
    </AnchoredDialog>
  );
}

function MemberDecisions({ member, role, onDecide, onDone }: MemberMenuProps & { onDone(): void }) {
  const { busy, error, decide } = useDecision(onDecide, onDone);
  const [text, setText] = useState('');
  const id = useId();
  const user = member.id;
  const because = text.trim() === '' ? {} : { reason: text.trim() };
  const roles = rolesToGive(role, member.role);

  return (
    <>
      <label className="menu-label" htmlFor={id}>Reason, which everybody sees</label>
      <input
        type="text"
        id={id}
        value={text}
        onChange={event => setText(event.target.value)}
        maxLength={maxReason}
        placeholder="None"
        autoComplete="off"
        dir="auto"
        data-testid="reason"
      />
      {(['mute', 'ban'] as const).map(action => (
        <fieldset key={action}>
          <legend>{verbs[action]}</legend>
          <div className="choices">
            {spans.map(span => (
              <button
                key={span.id}
                type="button"
                className={action === 'ban' ? 'choice danger' : 'choice'}
                aria-disabled={busy}
                aria-label={`${verbs[action]} for ${spanText(span.forMs).toLowerCase()}`}
                onClick={() => decide({ action, user, ...(span.forMs === undefined ? {} : { forMs: span.forMs }), ...because })}
                data-testid={`${action}-${span.id}`}
              >
                {spanText(span.forMs)}
              </button>
            ))}
            {action === 'mute' ? (
              <button type="button" className="choice" aria-disabled={busy} onClick={() => decide({ action: 'unmute', user, ...because })} data-testid="unmute">
                Unmute
              </button>
            ) : null}
          </div>
        </fieldset>
      ))}
      <button type="button" className="choice wide danger" aria-disabled={busy} onClick={() => decide({ action: 'kick', user, ...because })} data-testid="kick">
        Remove from the room
      </button>
      {roles.length === 0 ? null : (
        <fieldset>
          <legend>Role</legend>
          <div className="choices">
            {roles.map(given => (
              <button
                key={given}
                type="button"
                className="choice"
                aria-disabled={busy}
                onClick={() => decide({ action: 'role', user, role: given })}
                data-testid={`make-${given}`}
              >
                Make {given}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      <DecisionError error={error} />
    </>
  );
}

const verbs = { mute: 'Mute', ban: 'Ban' } as const;

function spanText(forMs: number | undefined): string {
  return forMs === undefined ? 'As long as the room lasts' : duration(forMs);
}
