import {
  asFrame, type Ack, type ChatError, type MemberInfo, type OrderedFrame, type RoomFrame, type RoomOutcome, type RoomPosition, type RoomRules,
  type UserInfo,
} from './contract';
import { requestFor, type Decision } from './decision';
import { connectionLost, notConnected, type Hub } from './hub';
import { Outbox, type Draft, type OutgoingMessage } from './outbox';
import { blankWhere } from './quotes';
import { ReadMarker } from './readMarker';
import { refusalOf } from './removal';
import { silencedBy } from './roomRules';
import { RoomView, type ViewAnswer, type ViewRequest } from './roomView';
import type { Entry } from './timeline';
import { TypingSignal } from './typingSignal';
import { Typists } from './typists';

export interface RoomState {
  readonly room: string;
  readonly joined: boolean;
  readonly me: UserInfo | undefined;
  /** What the user may do here: `member`, `moderator`, `admin` or `owner`. */
  readonly role: string;
  /** What applies just now, with times of this machine. */
  readonly rules: RoomRules;
  readonly entries: readonly Entry[];
  readonly outgoing: readonly OutgoingMessage[];
  readonly members: readonly MemberInfo[];
  readonly memberCount: number;
  readonly typing: readonly UserInfo[];
  /** Until when the server takes no message of this user, in Unix milliseconds of this machine. */
  readonly slowUntil: number;
}

/** Something that the user does to a message. `version` is the one that was seen: {@link versionOf}. */
export type MessageAction =
  | { readonly method: 'Edit'; readonly body: string; readonly version: number }
  | { readonly method: 'Delete' }
  | { readonly method: 'React'; readonly emoji: string; readonly on: boolean }
  | { readonly method: 'Pin'; readonly on: boolean };

/** Timers cannot be set further ahead. */
const longestTimerMs = 2 ** 31 - 1;

/** The refusals that say how long the server takes no message, and that the message is sent after that by itself. */
const slowing: ReadonlySet<string> = new Set(['RATE_LIMITED', 'SLOW_MODE']);

/**
 * One room over one connection after another. The rules are in {@link RoomView}, {@link Outbox} and {@link ReadMarker}; this asks the hub what they
 * want asked, brings them the time, and publishes what came of it: read {@link state} and listen with {@link subscribe}.
 */
export class RoomSession {
  readonly #hub: Hub;
  readonly #refused: (error: ChatError) => void;
  readonly #listeners = new Set<() => void>();
  readonly #view: RoomView;
  readonly #outbox = new Outbox();
  readonly #marker = new ReadMarker();
  readonly #typists = new Typists(() => this.#publish());
  readonly #typing = new TypingSignal(on => this.#sayTyping(on));
  readonly #rejoinedFor = new Set<string>();
  #me: UserInfo | undefined;
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  #ahead = 0;
  #slowUntil = 0;
  /** The refusal that it came of. */
  #slowCode: string | undefined;
  #ended = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: RoomState;

  /** @param refused called where the room does not let the user in, or has told him to leave */
  constructor(hub: Hub, room: string, refused: (error: ChatError) => void) {
    this.#hub = hub;
    this.#refused = refused;
    this.#view = new RoomView(room, frame => this.#applied(frame), id => this.#outbox.forgetQuote(id));
    this.#state = this.#snapshot();
  }

  readonly state = (): RoomState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The code as the server writes it, once it has answered. */
  get room(): string {
    return this.#view.room;
  }

  /** What to resume over the next connection; undefined where the room has to be joined. */
  get position(): RoomPosition | undefined {
    return this.#view.position;
  }

  /**
   * A connection stands.
   *
   * @param ahead how far the server's clock is ahead of this machine's, in milliseconds
   */
  connected(user: UserInfo, outcome: RoomOutcome | undefined, ahead = 0): void {
    if (this.#me !== undefined && this.#me.id !== user.id) this.#outbox.failAll();
    this.#me = user;
    this.#ahead = ahead;
    this.#slowModeChanged();
    this.#typists.clear();
    this.#marker.forgetTold();
    this.#view.connected(outcome, Date.now());
    this.#proceed();
  }

  /** The connection is lost; what is unanswered waits for the next one. */
  lost(): void {
    this.#view.lost();
    this.#typing.reset();
    this.#typists.clear();
    this.#proceed();
  }

  /** The connection still stands, and another one is about to take over. */
  suspend(): void {
    this.#view.suspend();
    this.#proceed();
  }

  /** The other one could not. */
  release(): void {
    this.#view.release(Date.now());
    this.#proceed();
  }

  /** The next connection joins anew. */
  forgetPosition(): void {
    this.#view.forgetPosition();
  }

  receive(frames: readonly RoomFrame[]): void {
    for (const frame of frames) {
      if (frame.room !== this.room) continue;
      if (frame.type !== 'typing') this.#view.receive(frame, Date.now());
      else if (frame.user.id !== this.#me?.id) this.#typists.set(frame.user, frame.on);
    }
    this.#proceed();
  }

  send(draft: Draft): void {
    this.#typing.stopped();
    this.#outbox.add(newKey(), blankWhere(draft, id => this.#view.isDeleted(id)), Date.now());
    this.#proceed();
  }

  /** Sends a failed message again under its old key, so that it cannot appear twice. */
  retry(key: string): void {
    this.#rejoinedFor.delete(key);
    this.#outbox.retry(key);
    this.#proceed();
  }

  /** Sends a failed answer without what it answers: another message, so it takes another key, and its place is the last. */
  sendWithoutQuote(key: string): void {
    const failed = this.#outbox.find(key);
    if (failed?.status !== 'failed') return;
    this.#outbox.remove(key);
    const { body, mentions } = failed;
    this.send({ body, ...(mentions === undefined ? {} : { mentions }) });
  }

  discard(key: string): void {
    this.#outbox.remove(key);
    this.#proceed();
  }

  /**
   * Does something to a message, once: unlike what is sent, it is not repeated by itself, because the message may be another one by then.
   *
   * @param target the message's id
   * @returns why it was not done
   */
  act(target: string, { method, ...what }: MessageAction): Promise<ChatError | undefined> {
    return this.#do(method, { target, ...what });
  }

  /**
   * Decides something about a member or the room, once, as {@link act}.
   *
   * @returns why it was not done
   */
  decide(decision: Decision): Promise<ChatError | undefined> {
    const { method, argument } = requestFor(decision, this.#serverTime(Date.now()));
    return this.#do(method, argument);
  }

  async #do(method: string, what: object): Promise<ChatError | undefined> {
    if (!this.#view.open) return notConnected;
    const argument = { room: this.room, key: newKey(), ...what, clock: this.#view.clock };
    const answer = await this.#hub.invoke<Ack>(method, argument).catch(() => undefined);
    if (answer === undefined) return connectionLost;
    const now = Date.now();
    if (answer.ok) this.#view.witness(answer.seq, answer.clock, now);
    else if (answer.error.code === 'NOT_A_MEMBER' || answer.error.code === 'BANNED') this.#view.rejoin(now);
    this.#proceed();
    return answer.ok ? undefined : answer.error;
  }

  typed(hasText: boolean): void {
    if (hasText && this.#view.open && silencedBy(this.#rules(), this.#view.role) === undefined) this.#typing.pressed();
    else this.#typing.stopped();
  }

  /** The user has seen the newest message. */
  seen(): void {
    const newest = this.#view.entries.findLast(entry => entry.type === 'message');
    if (newest === undefined) return;
    this.#marker.see(newest.seq);
    this.#proceed();
  }

  async leave(): Promise<void> {
    const wasJoined = this.#view.open;
    this.#ended = true;
    this.lost();
    // Closing the connection leaves as well, but only after a while in which the user could come back.
    if (wasJoined) await this.#hub.invoke('Leave', { room: this.room }).catch(() => undefined);
  }

  #applied(frame: OrderedFrame): void {
    if (frame.type === 'message') {
      this.#typists.set(frame.from, false);
      this.#outbox.settle(frame);
    } else if (frame.type === 'left') {
      this.#typists.set(frame.user, false);
    } else if (frame.type === 'moderated' ? frame.action === 'slow' : frame.type === 'role' && frame.user.id === this.#me?.id) {
      this.#slowModeChanged();
    }
  }

  /** Whether and how long a message must wait for it is the server's to say anew. */
  #slowModeChanged(): void {
    this.#outbox.hurry('SLOW_MODE');
    if (this.#slowCode === 'SLOW_MODE') this.#slowUntil = 0;
  }

  #serverTime(now: number): number {
    return now + this.#ahead;
  }

  /** What applies now, with times of this machine. */
  #rules(): RoomRules {
    const { frozenUntil, mutedUntil, ...rules } = this.#view.rules.at(this.#serverTime(Date.now()));
    const here = (until: number) => (until === 0 ? 0 : until - this.#ahead);
    return {
      ...rules,
      ...(frozenUntil === undefined ? {} : { frozenUntil: here(frozenUntil) }),
      ...(mutedUntil === undefined ? {} : { mutedUntil: here(mutedUntil) }),
    };
  }

  /** Asks and sends what is due, looks again when the next thing is, and tells the listeners. */
  #proceed(): void {
    const now = Date.now();
    const { removal } = this.#view;
    const refusal = this.#view.refusal ?? (removal === undefined ? undefined : refusalOf(removal, this.#serverTime(now)));
    if (refusal !== undefined && !this.#ended) {
      this.#ended = true;
      // A join that was asked for before would bring him back in.
      if (removal !== undefined) this.#hub.invoke('Leave', { room: this.room }).catch(() => undefined);
      this.#refused(refusal);
    }
    this.#outbox.expire(now);
    this.#showSent();
    const request = this.#ended ? undefined : this.#view.request(now);
    if (request !== undefined) void this.#ask(request);
    if (this.#view.open) {
      if (this.#me !== undefined) this.#marker.known(this.#view.readBy(this.#me.id));
      const message = this.#outbox.next(now);
      if (message !== undefined) void this.#transmit(message);
      const read = this.#marker.take(now);
      if (read !== undefined) this.#hub.invoke('MarkRead', { room: this.room, seq: read }).catch(() => undefined);
    }
    this.#wakeAt(now);
    this.#publish();
  }

  #wakeAt(now: number): void {
    clearTimeout(this.#timer);
    const ruleEnds = this.#view.rules.nextEnd(this.#serverTime(now));
    const moments = [
      this.#view.wakeAt,
      this.#outbox.wakeAt(now),
      this.#view.open ? this.#marker.wakeAt : undefined,
      ruleEnds === undefined ? undefined : ruleEnds - this.#ahead,
    ];
    const ahead = moments.filter(moment => moment !== undefined && moment > now);
    if (this.#ended || ahead.length === 0) return;
    this.#timer = setTimeout(() => this.#proceed(), Math.min(...(ahead as number[]), now + longestTimerMs) - now);
  }

  async #ask(request: ViewRequest): Promise<void> {
    // Where the connection broke, the view hears of that, and the request counts no more.
    const answer = await this.#hub.invoke(request.method, request.argument).catch(() => undefined);
    if (answer === undefined) return;
    this.#view.answered(request, answer as ViewAnswer, Date.now());
    this.#proceed();
  }

  async #transmit({ key, body, replyTo, mentions, unknownSince }: OutgoingMessage): Promise<void> {
    this.#outbox.begin(key, Date.now());
    try {
      const answer = await this.#hub.invoke<Ack>('Send', {
        room: this.room,
        key,
        body,
        clock: this.#view.clock,
        ...(replyTo === undefined ? {} : { replyTo: replyTo.id }),
        ...(mentions === undefined ? {} : { mentions }),
        ...(unknownSince === undefined ? {} : { retry: true }),
      });
      if (answer.ok) {
        this.#outbox.acknowledged(key, answer);
        this.#view.witness(answer.seq, answer.clock, Date.now());
      } else {
        this.#sendRefused(key, answer.error);
      }
    } catch {
      // Nobody knows whether it arrived; the same key is sent again over the next connection.
      this.#outbox.unanswered(key);
    }
    this.#proceed();
  }

  /** An acknowledged message whose frame never came, because its place was passed over, is shown as it was acknowledged. */
  #showSent(): void {
    const position = this.#view.position;
    if (position === undefined || this.#me === undefined) return;
    for (const { key, body, replyTo, mentions, ack } of this.#outbox.takeSent(position.seq)) {
      const { id, epoch, seq, clock, at } = ack!;
      const about = { ...(replyTo === undefined ? {} : { replyTo }), ...(mentions === undefined ? {} : { mentions }) };
      this.#view.show(asFrame({ room: this.room, epoch, seq, clock, at, id, from: this.#me, body, kind: 'text', key, ...about }));
    }
  }

  #sendRefused(key: string, error: ChatError): void {
    const now = Date.now();
    if (error.code === 'NOT_A_MEMBER' && !this.#rejoinedFor.has(key)) {
      this.#rejoinedFor.add(key);
      this.#outbox.wait(key);
      this.#view.rejoin(now);
      return;
    }
    this.#outbox.refused(key, error, now);
    if (slowing.has(error.code)) {
      this.#slowUntil = now + (error.retryAfterMs ?? 0);
      this.#slowCode = error.code;
    }
    // The answer to a join says it to the user, should the frame that does never come.
    if (error.code === 'BANNED') this.#view.rejoin(now);
  }

  #sayTyping(on: boolean): void {
    // A lost or refused typing signal harms nobody: the server ends typing by itself.
    if (this.#view.open) this.#hub.invoke('Typing', { room: this.room, on }).catch(() => undefined);
  }

  #publish(): void {
    this.#state = this.#snapshot();
    for (const listener of this.#listeners) listener();
  }

  #snapshot(): RoomState {
    return {
      room: this.#view.room,
      joined: this.#view.open,
      me: this.#me,
      role: this.#view.role,
      rules: this.#rules(),
      entries: this.#view.entries,
      outgoing: this.#outbox.messages,
      members: this.#view.members,
      memberCount: this.#view.memberCount,
      typing: this.#typists.users,
      slowUntil: this.#slowUntil,
    };
  }
}

/** 128 random bits. `crypto.randomUUID` is not there on a page without https. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(value => value.toString(16).padStart(2, '0')).join('');
}
