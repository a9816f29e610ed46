import type { ChatError, MessageFrame } from './contract';

/** An own message that is not yet (known to be) in the room. Its key makes every retry the same message. */
export interface OutgoingMessage {
  readonly key: string;
  readonly body: string;
  readonly at: number;
  /**
   * `waiting` for the connection, `sending`, `sent`: acknowledged and its frame on the way, or `failed`: refused.
   */
  readonly status: 'waiting' | 'sending' | 'sent' | 'failed';
  /** The id that the room gave it, once acknowledged. */
  readonly id?: string;
  readonly error?: ChatError;
  /** When a retry makes sense, in Unix milliseconds of this machine. */
  readonly retryAt?: number;
}

/** A key is remembered by the room for five minutes; after that a retry could make a second message, so the user decides. */
const keyLifetimeMs = 5 * 60_000;

const outcomeUnknown: ChatError = {
  code: 'UNAVAILABLE',
  message: 'The connection was lost before the room answered, so this may or may not have been sent.',
  retryable: true,
};

export class Outbox {
  #messages: readonly OutgoingMessage[] = [];

  get messages(): readonly OutgoingMessage[] {
    return this.#messages;
  }

  find(key: string): OutgoingMessage | undefined {
    return this.#messages.find(message => message.key === key);
  }

  add(body: string): OutgoingMessage {
    const message: OutgoingMessage = { key: newKey(), body, at: Date.now(), status: 'waiting' };
    this.#messages = [...this.#messages, message];
    return message;
  }

  markSending(key: string): void {
    this.#replace(key, ({ key, body, at }) => ({ key, body, at, status: 'sending' }));
  }

  markSent(key: string, id: string): void {
    this.#replace(key, ({ key, body, at }) => ({ key, body, at, status: 'sent', id }));
  }

  markWaiting(key: string): void {
    this.#replace(key, ({ key, body, at }) => ({ key, body, at, status: 'waiting' }));
  }

  markFailed(key: string, error: ChatError): void {
    this.#replace(key, ({ key, body, at }) => ({
      key, body, at, status: 'failed', error,
      ...(error.retryAfterMs === undefined ? {} : { retryAt: Date.now() + error.retryAfterMs }),
    }));
  }

  /** Its frame is here. History may come without keys, so the acknowledged id counts too. */
  settle(frame: MessageFrame): void {
    this.#messages = this.#messages.filter(message => message.key !== frame.key && message.id !== frame.id);
  }

  /** The user gave it up. */
  remove(key: string): void {
    this.#messages = this.#messages.filter(message => message.key !== key);
  }

  /** The keys to send again after a reconnect, oldest first; those that are too old to repeat unasked become failed. */
  takeUnanswered(): string[] {
    const now = Date.now();
    for (const message of this.#messages) {
      if (message.status === 'waiting' && now - message.at > keyLifetimeMs) this.markFailed(message.key, outcomeUnknown);
    }
    return this.#messages.filter(message => message.status === 'waiting').map(message => message.key);
  }

  /** Under another user id the keys mean nothing, so nothing may be repeated unasked. */
  failAll(): void {
    for (const message of this.#messages) {
      if (message.status !== 'failed') this.markFailed(message.key, outcomeUnknown);
    }
  }

  #replace(key: string, change: (message: OutgoingMessage) => OutgoingMessage): void {
    this.#messages = this.#messages.map(message => (message.key === key ? change(message) : message));
  }
}

/** 128 random bits. `crypto.randomUUID` is not there on a page without https. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(value => value.toString(16).padStart(2, '0')).join('');
}
