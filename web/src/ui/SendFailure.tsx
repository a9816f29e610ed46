import type { OutgoingMessage } from '../client/outbox';
import { explain } from './explain';
import { useSecondsUntil } from './useSecondsUntil';

interface SendFailureProps {
  readonly message: OutgoingMessage;
  /** Whether the user cannot write here just now. */
  readonly silenced: boolean;
  onRetry(key: string): void;
  onSendWithoutQuote(key: string): void;
  onDiscard(key: string): void;
}

/** The refusals that last as long as a rule of the room, which the page is told of. */
const ofRules: ReadonlySet<string> = new Set(['MUTED', 'ROOM_FROZEN']);

export function SendFailure({ message, silenced, onRetry, onSendWithoutQuote, onDiscard }: SendFailureProps) {
  const seconds = useSecondsUntil(message.retryAt ?? 0);
  const { error } = message;
  const byRule = error !== undefined && ofRules.has(error.code);
  // Nothing can bring back what it answers, but what it says need not be lost.
  const targetGone = error?.code === 'TARGET_GONE' && message.replyTo !== undefined;
  return (
    <div className="failure" data-testid="failure" data-code={error?.code}>
      <span role="alert">Not sent. {targetGone ? 'The message that it answers is not kept any more.' : error === undefined ? '' : explain(error)}</span>
      {error?.retryable !== true && !byRule ? null : (
        <button type="button" className="link-button" disabled={byRule ? silenced : seconds > 0} onClick={() => onRetry(message.key)} data-testid="retry">
          {seconds > 0 && !byRule ? `Send again in ${seconds} s` : 'Send again'}
        </button>
      )}
      {!targetGone ? null : (
        <button type="button" className="link-button" onClick={() => onSendWithoutQuote(message.key)} data-testid="send-without-quote">Send without the quote</button>
      )}
      <button type="button" className="link-button" onClick={() => onDiscard(message.key)} data-testid="discard">Discard</button>
    </div>
  );
}
