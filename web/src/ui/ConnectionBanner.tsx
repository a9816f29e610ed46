import type { ConnectionStatus } from '../client/connection';
import { useSecondsUntil } from './useSecondsUntil';

interface ConnectionBannerProps {
  readonly status: ConnectionStatus;
  onConnect(): void;
}

export function ConnectionBanner({ status, onConnect }: ConnectionBannerProps) {
  const seconds = useSecondsUntil(status.retryAt ?? 0);
  const { state } = status;
  if (state === 'connecting' || state === 'connected') return null;
  return (
    <div className={`banner ${state}`} data-testid="connection-banner" data-state={state}>
      <span>{text(status, seconds)}</span>
      {state === 'moving' ? null : (
        <button type="button" className="link-button" onClick={onConnect} data-testid="connect-now">
          {state === 'disconnected' ? 'Connect' : 'Try now'}
        </button>
      )}
    </div>
  );
}

function text({ state, reason }: ConnectionStatus, seconds: number): string {
  switch (state) {
    case 'moving':
      return 'Moving to another server. You can go on writing.';
    case 'offline':
      return 'This device is offline. What you write is sent as soon as it is back.';
    case 'disconnected':
      return reason ?? 'You are not connected.';
    default:
      return `The connection was lost. ${seconds > 0 ? `Reconnecting in ${seconds} s` : 'Reconnecting…'}`;
  }
}
