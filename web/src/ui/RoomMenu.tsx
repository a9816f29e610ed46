import { useRef, useState } from 'react';
import { duration } from '../chat/durations';
import type { RoomRules } from '../client/contract';
import { AnchoredDialog } from './AnchoredDialog';
import { DecisionError } from './DecisionError';
import { ShieldIcon } from './icons';
import { useDecision, type Decide } from './useDecision';

interface RoomMenuProps {
  readonly rules: RoomRules;
  onDecide: Decide;
}

/** The times between two messages of a member that are offered; 0 for no such rule. */
const intervals = [0, 5000, 30_000, 60_000] as const;

/** What one may decide about the room, behind a button. */
export function RoomMenu({ rules, onDecide }: RoomMenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  return (
    <>
      <button
        type="button"
        className="tool"
        ref={button}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label="Moderate the room"
        title="Moderate the room"
        data-testid="room-menu-button"
      >
        <ShieldIcon />
      </button>
      {open ? (
        <AnchoredDialog title="Moderate the room" anchor={button} onClose={() => setOpen(false)} testId="room-menu">
          {close => <RoomDecisions rules={rules} onDecide={onDecide} onDone={close} />}
        </AnchoredDialog>
      ) : null}
    </>
  );
}

function RoomDecisions({ rules, onDecide, onDone }: RoomMenuProps & { onDone(): void }) {
  const { busy, error, decide } = useDecision(onDecide, onDone);
  const frozen = rules.frozenUntil !== undefined;

  return (
    <>
      <fieldset>
        <legend>Slow mode: the time between two messages of a member</legend>
        <div className="choices">
          {intervals.map(intervalMs => (
            <button
              key={intervalMs}
              type="button"
              className="choice"
              aria-pressed={(rules.intervalMs ?? 0) === intervalMs}
              aria-disabled={busy}
              aria-label={intervalMs === 0 ? 'Slow mode off' : `Slow mode: ${duration(intervalMs)}`}
              onClick={() => decide({ action: 'slow', intervalMs })}
              data-testid={`slow-${intervalMs / 1000}`}
            >
              {intervalMs === 0 ? 'Off' : duration(intervalMs)}
            </button>
          ))}
        </div>
      </fieldset>
      <button
        type="button"
        className="choice wide"
        aria-disabled={busy}
        onClick={() => decide({ action: frozen ? 'unfreeze' : 'freeze' })}
        data-testid={frozen ? 'unfreeze' : 'freeze'}
      >
        {frozen ? 'Unfreeze the room' : 'Freeze the room: only moderators can write'}
      </button>
      <DecisionError error={error} />
    </>
  );
}
