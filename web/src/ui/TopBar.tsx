import type { ConnectionState } from '../chat/connection';
import { CopyLinkButton } from './CopyLinkButton';
import { LeaveIcon, Logo, PeopleIcon } from './icons';

interface TopBarProps {
  readonly room: string;
  readonly connection: ConnectionState;
  readonly memberCount: number;
  readonly membersShown: boolean;
  onToggleMembers(): void;
  onLeave(): void;
}

const labels: Readonly<Record<ConnectionState, string>> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  reconnecting: 'Reconnecting…',
  disconnected: 'Disconnected',
};

export function TopBar({ room, connection, memberCount, membersShown, onToggleMembers, onLeave }: TopBarProps) {
  return (
    <header className="top-bar">
      <Logo className="logo" />
      <div className="room-title">
        <h1 title={`Room ${room}`}><span className="visually-hidden">Room </span>{room}</h1>
        <p className="connection" role="status" data-testid="connection" data-state={connection}>
          <span className="dot" aria-hidden="true" />{labels[connection]}
        </p>
      </div>
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
