import type { ConnectionStatus } from '../client/connection';
import type { RoomRules } from '../client/contract';
import { moderates } from '../client/roles';
import { CopyLinkButton } from './CopyLinkButton';
import { LeaveIcon, Logo, PeopleIcon } from './icons';
import { RoomMenu } from './RoomMenu';
import type { Decide } from './useDecision';

interface TopBarProps {
  readonly room: string;
  readonly status: ConnectionStatus;
  readonly memberCount: number;
  readonly membersShown: boolean;
  /** One's own role. */
  readonly role: string;
  readonly rules: RoomRules;
  onDecide: Decide;
  onToggleMembers(): void;
  onLeave(): void;
}

const labels: Readonly<Record<ConnectionStatus['state'], string>> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  moving: 'Connected',
  reconnecting: 'Reconnecting…',
  offline: 'Offline',
  disconnected: 'Disconnected',
};

export function TopBar({ room, status, memberCount, membersShown, role, rules, onDecide, onToggleMembers, onLeave }: TopBarProps) {
  return (
    <header className="top-bar">
      <Logo className="logo" />
      <div className="room-title">
        <h1 title={`Room ${room}`}><span className="visually-hidden">Room </span>{room}</h1>
        <p className="connection" role="status" data-testid="connection" data-state={status.state}>
          <span className="dot" aria-hidden="true" />{labels[status.state]}{status.slow === true ? ' · slow, some details are left out' : ''}
        </p>
      </div>
      {moderates(role) ? <RoomMenu rules={rules} onDecide={onDecide} /> : null}
      <CopyLinkButton room={room} />
      <button
        type="button"
        className="tool members-toggle"
        onClick={onToggleMembers}
        aria-expanded={membersShown}
        aria-controls="members"
        aria-label={`Who is here: ${memberCount}`}
        data-testid="members-toggle"
      >
        <PeopleIcon /><span aria-hidden="true">{memberCount}</span>
      </button>
      <button type="button" className="tool" onClick={onLeave} aria-label="Leave the room" data-testid="leave">
        <LeaveIcon /><span className="wide-only" aria-hidden="true">Leave</span>
      </button>
    </header>
  );
}
