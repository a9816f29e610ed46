import type { OutgoingMessage } from '../client/outbox';
import { explain } from './explain';
import { useSecondsUntil } from './useSecondsUntil';

interface SendFailureProps {
  readonly message: OutgoingMessage;
  onRetry(key: string): void;
  onDiscard(key: string): void;
}

export function SendFailure({ message, onRetry, onDiscard }: SendFailureProps) {
  const seconds = useSecondsUntil(message.retryAt ?? 0);
  const { error } = message;
  return (
    <div className="failure" data-testid="failure" data-code={error?.code}>
      <span role="alert">Not sent. {error === undefined ? '' : explain(error)}</span>
      {error?.retryable !== true ? null : (
        <button type="button" className="link-button" disabled={seconds > 0} onClick={() => onRetry(message.key)} data-testid="retry">
          {seconds > 0 ? `Send again in ${seconds} s` : 'Send again'}
        </button>
      )}
      <button type="button" className="link-button" onClick={() => onDiscard(message.key)} data-testid="discard">Discard</button>
    </div>
  );
}
