import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { Line } from '../chat/transcript';
import type { ChatError, MessageFrame, UserInfo } from '../client/contract';
import type { MessageAction } from '../client/roomSession';
import { explain } from './explain';
import { PinIcon } from './icons';
import { MessageBody } from './MessageBody';
import { MessageEditor } from './MessageEditor';
import { MessageTools } from './MessageTools';
import { QuoteButton } from './QuoteButton';
import { Reactions } from './Reactions';
import { SendFailure } from './SendFailure';

export interface MessageProps {
  readonly line: Line;
  readonly own: boolean;
  /** Whether the way through the page with Tab leads here. */
  readonly isNewest: boolean;
  /** How many characters a text may have. */
  readonly limit: number | undefined;
  readonly me: UserInfo | undefined;
  /** What the people are called, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** The ids of the messages on the page. */
  readonly loaded: ReadonlySet<string>;
  /** The message that somebody was led to just now. */
  readonly found: string | undefined;
  /** Whether the user cannot write here just now. */
  readonly silenced: boolean;
  /** Whether the user may delete messages of somebody else. */
  mayDelete(author: UserInfo): boolean;
  onReply(message: MessageFrame): void;
  onGoTo(id: string): void;
  onRetry(key: string): void;
  onSendWithoutQuote(key: string): void;
  onDiscard(key: string): void;
  /** Does something to a message; says why not, where it was not done. */
  onAct(target: string, action: MessageAction): Promise<ChatError | undefined>;
}

const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export function Message({
  line, own, isNewest, limit, me, names, loaded, found, silenced, mayDelete, onReply, onGoTo, onRetry, onSendWithoutQuote, onDiscard, onAct,
}: MessageProps) {
  const article = useRef<HTMLElement>(null);
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<ChatError>();
  const { message, outgoing } = line;
  const status = outgoing?.status ?? 'delivered';
  const deleted = message?.deleted === true;
  const changeable = message !== undefined && !deleted;
  const { replyTo, mentions = [] } = message ?? outgoing ?? {};
  const mentionsMe = !deleted && me !== undefined && mentions.includes(me.id);
  const mentioned = mentions.map(id => ({ id, name: names.get(id) ?? '' }));

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

  const keyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!changeable || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== 'r') return;
    // The composer takes the focus, and must not take the letter with it.
    event.preventDefault();
    onReply(message);
  };

  const classes = ['message', status, deleted && 'deleted', mentionsMe && 'mentions-me', message !== undefined && message.id === found && 'found'];

  return (
    <article
      className={classes.filter(Boolean).join(' ')}
      ref={article}
      tabIndex={isNewest ? 0 : -1}
      onMouseEnter={() => setPointed(true)}
      onMouseLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={blurred}
      onKeyDown={keyDown}
      data-testid="message"
      data-id={message?.id}
      data-own={own}
      data-status={status}
      data-deleted={deleted}
    >
      {/* A body is a text node, never HTML, and its direction turns nothing but its own bubble. */}
      <div className="bubble" dir="auto">
        {mentionsMe ? <span className="visually-hidden" dir="ltr" data-testid="mentions-me">Mentions you. </span> : null}
        {deleted || replyTo === undefined ? null : <QuoteButton quote={replyTo} reachable={loaded.has(replyTo.id)} onGoTo={onGoTo} />}
        {deleted ? <p className="body" data-testid="message-body">Message deleted</p> : <MessageBody text={line.body} mentioned={mentioned} me={me} />}
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
      {changeable && !editing && (pointed || focused) ? (
        <MessageTools message={message} own={own} deletable={own || mayDelete(message.from)} onAct={act} onEdit={() => setEditing(true)} onReply={() => onReply(message)} />
      ) : null}
      {outgoing?.status === 'failed' ? (
        <SendFailure message={outgoing} silenced={silenced} onRetry={onRetry} onSendWithoutQuote={onSendWithoutQuote} onDiscard={onDiscard} />
      ) : null}
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
