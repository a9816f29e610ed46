import { useEffect, useRef, useState, type FocusEvent } from 'react';
import type { Line } from '../chat/transcript';
import type { ChatError } from '../client/contract';
import type { MessageAction } from '../client/roomSession';
import { explain } from './explain';
import { PinIcon } from './icons';
import { MessageEditor } from './MessageEditor';
import { MessageTools } from './MessageTools';
import { Reactions } from './Reactions';
import { SendFailure } from './SendFailure';

export interface MessageProps {
  readonly line: Line;
  readonly own: boolean;
  /** Whether the way through the page with Tab leads here. */
  readonly isNewest: boolean;
  /** How many characters a text may have. */
  readonly limit: number | undefined;
  onRetry(key: string): void;
  onDiscard(key: string): void;
  /** Does something to a message; says why not, where it was not done. */
  onAct(target: string, action: MessageAction): Promise<ChatError | undefined>;
}

const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export function Message({ line, own, isNewest, limit, onRetry, onDiscard, onAct }: MessageProps) {
  const article = useRef<HTMLElement>(null);
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<ChatError>();
  const { message, outgoing } = line;
  const status = outgoing?.status ?? 'delivered';
  const deleted = message?.deleted === true;
  const changeable = message !== undefined && !deleted;

  // What had the focus is gone with the text; without this, the way with the keyboard would begin at the top again.
  useEffect(() => {
    if (deleted && focused) article.current?.focus();
  }, [deleted, focused]);

  const act = async (action: MessageAction): Promise<ChatError | undefined> => {
    if (message === undefined) return undefined;
    setError(undefined);
    const refusal = await onAct(message.id, action);
    setError(refusal);
    return refusal;
  };

  const endEditing = () => {
    setEditing(false);
    setError(undefined);
    article.current?.focus();
  };

  const blurred = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
  };

  return (
    <article
      className={`message ${status}${deleted ? ' deleted' : ''}`}
      ref={article}
      tabIndex={isNewest ? 0 : -1}
      onMouseEnter={() => setPointed(true)}
      onMouseLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={blurred}
      data-testid="message"
      data-own={own}
      data-status={status}
      data-deleted={deleted}
    >
      {/* A body is a text node, never HTML, and its direction turns nothing but its own bubble. */}
      <div className="bubble" dir="auto">
        <p className="body" data-testid="message-body">{deleted ? 'Message deleted' : line.body}</p>
        <span className="time">
          {message?.pinned === true ? <span className="pinned" role="img" aria-label="Pinned" title="Pinned" data-testid="pinned"><PinIcon /></span> : null}
          {message?.version === undefined ? null : <span data-testid="edited">edited </span>}
          <time dateTime={new Date(line.at).toISOString()} title={fullFormat.format(line.at)} data-testid="message-time">
            <bdi>{status === 'waiting' ? 'Waiting…' : timeFormat.format(line.at)}</bdi>
          </time>
        </span>
      </div>
      {changeable && editing ? <MessageEditor message={message} limit={limit} onAct={act} onEnd={endEditing} /> : null}
      {changeable && message.reactions !== undefined ? <Reactions reactions={message.reactions} onAct={act} /> : null}
      {changeable && !editing && (pointed || focused) ? <MessageTools message={message} own={own} onAct={act} onEdit={() => setEditing(true)} /> : null}
      {outgoing?.status === 'failed' ? <SendFailure message={outgoing} onRetry={onRetry} onDiscard={onDiscard} /> : null}
      {error === undefined ? null : (
        <div className="failure" data-testid="action-failure" data-code={error.code}>
          <span role="alert">Not done. {reason(error)}</span>
          <button type="button" className="link-button" onClick={() => setError(undefined)} data-testid="dismiss">Dismiss</button>
        </div>
      )}
    </article>
  );
}

/** Too large can be the text, or all that was done to the room's messages: the server alone knows which. */
function reason(error: ChatError): string {
  return error.code === 'TOO_LARGE' ? error.message : explain(error);
}
