import type { ConnectionStatus } from '../chat/chat';

interface ConnectionBannerProps {
  readonly status: ConnectionStatus;
  onConnect(): void;
}

const texts = {
  reconnecting: 'The connection was lost. What you write is sent as soon as it is back.',
  disconnected: 'You are not connected.',
} as const;

export function ConnectionBanner({ status, onConnect }: ConnectionBannerProps) {
  if (status.state !== 'reconnecting' && status.state !== 'disconnected') return null;
  return (
    <div className="banner" data-testid="connection-banner">
      <span>{status.reason ?? texts[status.state]}</span>
      <button type="button" className="link-button" onClick={onConnect} data-testid="connect-now">Try now</button>
    </div>
  );
}
