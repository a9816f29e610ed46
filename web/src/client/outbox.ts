import type { Ack, ChatError, MessageFrame, Quote } from './contract';
import { blankWhere } from './quotes';

/** What the user says. */
export interface Draft {
  readonly body: string;
  /** What it answers, shown with it at once; the room makes its own quote of the same message. */
  readonly replyTo?: Quote;
  /** The ids of those who are named in the text. */
  readonly mentions?: readonly string[];
}

/** An own message that is not yet (known to be) in the room. Its key makes every retry the same message. */
export interface OutgoingMessage extends Draft {
  readonly key: string;
  /** When it was written, in Unix milliseconds of this machine. */
  readonly at: number;
  /** `waiting` for its turn or the connection, `sending`, `sent`: acknowledged and its frame on the way, or `failed`. */
  readonly status: 'waiting' | 'sending' | 'sent' | 'failed';
  /** The place that the room gave it, once acknowledged. */
  readonly ack?: Ack;
  /** Why it failed, or why it waits. */
  readonly error?: ChatError;
  /** When a retry makes sense, in Unix milliseconds of this machine. */
  readonly retryAt?: number;
  /** When the first attempt began whose outcome nobody knows. */
  readonly unknownSince?: number;
}

/** A key is remembered by the room for five minutes; after that a retry could make a second message, so before that the user decides. */
export const unknownForMs = 4 * 60_000;

/** The refusals that pass by themselves; only the last leaves open whether the message is in the room. */
const passing: ReadonlySet<string> = new Set(['RATE_LIMITED', 'SLOW_MODE', 'UNAVAILABLE']);

/** The pause before a retry where the server names none. */
const pauseMs = 1000;

const outcomeUnknown: ChatError = {
  code: 'UNAVAILABLE',
  message: 'The room did not confirm this, so it may or may not have been sent.',
  retryable: true,
};

/**
 * Own messages on their way, in the order in which they were written. One is in flight at a time: a message that must wait (for the connection,
 * the rate limit, a room that cannot be reached) holds back those after it, so that the room gets them in order. One that failed holds back nothing.
 */
export class Outbox {
  #messages: readonly OutgoingMessage[] = [];
  #beganAt = 0;

  get messages(): readonly OutgoingMessage[] {
    return this.#messages;
  }

  /** When {@link next} or {@link expire} has something new to say by itself, in Unix milliseconds. */
  wakeAt(now: number): number | undefined {
    const head = this.#head();
    if (head?.status !== 'waiting') return undefined;
    const moments = [head.retryAt ?? 0, (head.unknownSince ?? Number.NEGATIVE_INFINITY) + unknownForMs].filter(moment => moment > now);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  find(key: string): OutgoingMessage | undefined {
    return this.#messages.find(message => message.key === key);
  }

  add(key: string, draft: Draft, now: number): void {
    this.#messages = [...this.#messages, { ...draft, key, at: now, status: 'waiting' }];
  }

  /** The message whose turn it is; undefined while another is in flight or must wait. */
  next(now: number): OutgoingMessage | undefined {
    const head = this.#head();
    return head?.status === 'waiting' && (head.retryAt ?? 0) <= now ? head : undefined;
  }

  begin(key: string, now: number): void {
    this.#beganAt = now;
    this.#change(key, message => ({ ...plain(message), status: 'sending' }));
  }

  acknowledged(key: string, ack: Ack): void {
    this.#change(key, message => ({ ...known(message), status: 'sent', ack }));
  }

  /** Takes out the acknowledged messages up to a place that has been reached without their frames. */
  takeSent(seq: number): readonly OutgoingMessage[] {
    const taken = this.#messages.filter(message => message.ack !== undefined && message.ack.seq <= seq);
    if (taken.length > 0) this.#messages = this.#messages.filter(message => !taken.includes(message));
    return taken;
  }

  /** The connection broke before an answer came: the same key goes out again over the next one. */
  unanswered(key: string): void {
    this.#change(key, message => (message.status === 'sending' ? { ...plain(message), status: 'waiting', unknownSince: this.#doubt(message) } : message));
  }

  /** @returns whether the message waits and is sent again unasked */
  refused(key: string, error: ChatError, now: number): boolean {
    const waits = passing.has(error.code);
    this.#change(key, message => {
      const doubt = error.code === 'UNAVAILABLE' ? { unknownSince: this.#doubt(message) } : {};
      const retry = waits || error.retryAfterMs !== undefined ? { retryAt: now + (error.retryAfterMs ?? pauseMs) } : {};
      return { ...plain(message), ...doubt, ...retry, error, status: waits ? 'waiting' : 'failed' };
    });
    this.expire(now);
    return waits && this.find(key)?.status === 'waiting';
  }

  /** It waits for something else than time, such as joining the room again. */
  wait(key: string): void {
    this.#change(key, message => ({ ...plain(message), status: 'waiting' }));
  }

  /** What was refused for this reason waits no more: it may not hold any longer, or for another time. */
  hurry(code: string): void {
    for (const { key, status, error } of this.#messages) {
      if (status === 'waiting' && error?.code === code) this.wait(key);
    }
  }

  /** The user wants a failed message sent again, under its old key. It takes its old place in the order. */
  retry(key: string): void {
    this.#change(key, message => {
      return message.status === 'failed' ? { ...known(message), status: 'waiting' } : message;
    });
  }

  /** Lets fail what has been unknown for so long that a retry could make a second message. */
  expire(now: number): void {
    for (const { key, status, unknownSince } of this.#messages) {
      if (status === 'waiting' && unknownSince !== undefined && now >= unknownSince + unknownForMs) this.#fail(key);
    }
  }

  /** Under another user id the keys mean nothing, so nothing may be repeated unasked. */
  failAll(): void {
    for (const { key } of this.#messages) this.#fail(key);
  }

  /** Its frame is here. Others' copies and histories come without keys, so the acknowledged id counts too. */
  settle(frame: MessageFrame): void {
    this.#messages = this.#messages.filter(message => message.key !== frame.key && message.ack?.id !== frame.id);
  }

  /** The user gave it up, or it is shown already. */
  remove(key: string): void {
    this.#messages = this.#messages.filter(message => message.key !== key);
  }

  /** A message is deleted: those that answer it show its text no more. */
  forgetQuote(id: string): void {
    this.#messages = this.#messages.map(message => blankWhere(message, quoted => quoted === id));
  }

  #head(): OutgoingMessage | undefined {
    return this.#messages.find(message => message.status === 'waiting' || message.status === 'sending');
  }

  #doubt(message: OutgoingMessage): number {
    return message.unknownSince ?? this.#beganAt;
  }

  #fail(key: string): void {
    this.#change(key, message => (message.status === 'failed' ? message : { ...plain(message), status: 'failed', error: outcomeUnknown }));
  }

  #change(key: string, change: (message: OutgoingMessage) => OutgoingMessage): void {
    this.#messages = this.#messages.map(message => (message.key === key ? change(message) : message));
  }
}

/** What a message keeps through all of its states. */
function plain(message: OutgoingMessage): Omit<OutgoingMessage, 'status'> {
  const { status: _status, ack: _ack, error: _error, retryAt: _retryAt, ...kept } = message;
  return kept;
}

/** What a message keeps once its outcome is known. */
function known(message: OutgoingMessage): Omit<OutgoingMessage, 'status'> {
  const { unknownSince: _unknownSince, ...kept } = plain(message);
  return kept;
}
