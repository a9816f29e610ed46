import type {
  Ack, ChatError, Frame, HistoryMessage, Joined, Limits, MemberInfo, MemberPage, MessageFrame, MessagePage, OrderedFrame, Result, RoomFrame, ServerInfo, UserInfo, Welcome,
} from './contract';
import { FrameOrder } from './frameOrder';
import { MemberList } from './memberList';
import { Outbox, type OutgoingMessage } from './outbox';
import { append, merge, type Entry } from './timeline';
import { TypingSignal } from './typingSignal';
import { Typists } from './typists';

/** Messages asked for by `Join` and `Fetch`; the protocol's maximum, and what an ephemeral room keeps. */
const historyMessages = 100;

/** Members fetched beyond those in the answer of `Join`, as pages of 100. */
const maxMemberPages = 10;

const joinAgainMs = 1000;

/** The connection, as a room needs it: a refusal is an answer, a rejected promise means that the connection broke before one came. */
export interface Hub {
  invoke<T>(method: string, argument: object): Promise<Result<T>>;
}

export interface RoomState {
  readonly room: string;
  readonly joined: boolean;
  readonly me: UserInfo | undefined;
  readonly limits: Limits | undefined;
  readonly server: ServerInfo | undefined;
  readonly entries: readonly Entry[];
  readonly outgoing: readonly OutgoingMessage[];
  readonly members: readonly MemberInfo[];
  readonly memberCount: number;
  readonly typing: readonly UserInfo[];
  /** Until when the server takes no message of this user, in Unix milliseconds of this machine. */
  readonly slowUntil: number;
}

/**
 * One room over one connection after another: joins, keeps the order, fills gaps, holds own messages until the room has them. It knows no
 * framework and no socket; a page reads {@link state} and listens with {@link subscribe}.
 */
export class RoomSession {
  readonly #hub: Hub;
  readonly #refused: (error: ChatError) => void;
  readonly #listeners = new Set<() => void>();
  readonly #order: FrameOrder;
  readonly #members = new MemberList();
  readonly #outbox = new Outbox();
  readonly #typists = new Typists(() => this.#publish());
  readonly #typing = new TypingSignal(on => this.#sayTyping(on));
  readonly #rejoinedFor = new Set<string>();
  #room: string;
  #joined = false;
  #attempt = 0;
  #joinTimer: ReturnType<typeof setTimeout> | undefined;
  #filling = false;
  #me: UserInfo | undefined;
  #welcome: Welcome | undefined;
  #entries: readonly Entry[] = [];
  #clock = 0;
  #slowUntil = 0;
  #state: RoomState;

  constructor(hub: Hub, room: string, refused: (error: ChatError) => void) {
    this.#hub = hub;
    this.#room = room;
    this.#refused = refused;
    this.#order = new FrameOrder({
      apply: frame => this.#apply(frame),
      missing: after => void this.#fill(after),
      resync: () => this.#rejoin(),
    });
    this.#state = this.#snapshot();
  }

  readonly state = (): RoomState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A connection stands, the first one or one after a loss. */
  opened(): Promise<void> {
    this.#welcome = undefined;
    return this.#join();
  }

  /** The connection is lost; what is unanswered waits for the next one. */
  closed(): void {
    this.#attempt++;
    this.#joined = false;
    clearTimeout(this.#joinTimer);
    this.#order.close();
    this.#typing.reset();
    this.#typists.clear();
    this.#publish();
  }

  receive(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (frame.type !== 'bye' && frame.room === this.#room) this.#receive(frame);
    }
    this.#publish();
  }

  send(body: string): void {
    this.#typing.stopped();
    const { key } = this.#outbox.add(body);
    this.#publish();
    if (this.#joined) void this.#transmit(key);
  }

  /** Sends a failed message again under its old key, so that it cannot appear twice. */
  retry(key: string): void {
    if (this.#outbox.find(key)?.status !== 'failed') return;
    this.#rejoinedFor.delete(key);
    this.#outbox.markWaiting(key);
    this.#publish();
    if (this.#joined) void this.#transmit(key);
  }

  discard(key: string): void {
    this.#outbox.remove(key);
    this.#publish();
  }

  typed(hasText: boolean): void {
    if (hasText && this.#joined) this.#typing.pressed();
    else this.#typing.stopped();
  }

  async leave(): Promise<void> {
    const wasJoined = this.#joined;
    this.closed();
    // Closing the connection leaves as well; this only says sooner, and to the others more exactly, why.
    if (wasJoined) await this.#hub.invoke('Leave', { room: this.#room }).catch(() => undefined);
  }

  #receive(frame: RoomFrame): void {
    switch (frame.type) {
      case 'message':
      case 'joined':
      case 'left':
        this.#order.offer(frame);
        break;
      case 'typing':
        if (frame.user.id !== this.#me?.id) this.#typists.set(frame.user, frame.on);
        break;
      case 'epoch':
      case 'resync':
        this.#rejoin();
        break;
      // A newer server may send kinds that this page does not know.
    }
  }

  #apply(frame: OrderedFrame): void {
    this.#entries = append(this.#entries, frame);
    this.#clock = Math.max(this.#clock, frame.clock);
    if (frame.type === 'message') {
      this.#typists.set(frame.from, false);
      this.#outbox.settle(frame);
      return;
    }

    this.#members.apply(frame);
    if (frame.type === 'left') this.#typists.set(frame.user, false);
  }

  #rejoin(): void {
    void this.#join();
  }

  async #join(): Promise<void> {
    const attempt = ++this.#attempt;
    const last = { epoch: this.#order.epoch, seq: this.#order.last };
    clearTimeout(this.#joinTimer);
    this.#joined = false;
    this.#order.close();
    this.#publish();

    const answer = await this.#greetAndJoin().catch(() => undefined);
    // Either the connection broke, and `opened` comes again, or a newer join is under way.
    if (answer === undefined || attempt !== this.#attempt) return;
    if (answer.ok) {
      this.#enter(answer, last);
    } else if (answer.error.retryable) {
      this.#joinTimer = setTimeout(() => this.#rejoin(), answer.error.retryAfterMs ?? joinAgainMs);
    } else {
      this.#refused(answer.error);
    }
  }

  async #greetAndJoin(): Promise<Result<Joined>> {
    if (this.#welcome === undefined) {
      const welcome = await this.#hub.invoke<Welcome>('Hello', { device: 'web' });
      if (!welcome.ok) return welcome;
      this.#greeted(welcome);
    }

    return this.#hub.invoke<Joined>('Join', { room: this.#room, history: historyMessages });
  }

  #greeted(welcome: Welcome): void {
    this.#welcome = welcome;
    if (this.#me !== undefined && this.#me.id !== welcome.user.id) this.#outbox.failAll();
    this.#me = welcome.user;
  }

  #enter(joined: Joined, last: { epoch: number; seq: number }): void {
    this.#room = joined.room;
    this.#joined = true;
    this.#clock = Math.max(this.#clock, joined.clock);
    const messages = joined.messages.map(asFrame);
    this.#entries = merge(this.#entries, { epoch: joined.epoch, head: joined.head, messages }, historyMessages, last);
    for (const message of messages) this.#outbox.settle(message);
    this.#members.replace(joined.members, joined.memberCount);
    this.#order.open(joined.epoch, joined.head);
    for (const key of this.#outbox.takeUnanswered()) void this.#transmit(key);
    if (this.#members.isPartial) void this.#fetchMembers();
    this.#publish();
  }

  async #transmit(key: string): Promise<void> {
    const message = this.#outbox.find(key);
    if (message === undefined) return;
    this.#outbox.markSending(key);
    this.#publish();
    try {
      const answer = await this.#hub.invoke<Ack>('Send', { room: this.#room, key, body: message.body, clock: this.#clock });
      if (answer.ok) this.#acknowledged(message, answer);
      else this.#sendRefused(key, answer.error);
    } catch {
      // Nobody knows whether it arrived; the same key is sent again after the next join.
      this.#outbox.markWaiting(key);
    }

    this.#publish();
  }

  #acknowledged(message: OutgoingMessage, ack: Ack): void {
    this.#clock = Math.max(this.#clock, ack.clock);
    if (this.#outbox.find(message.key) === undefined) return;
    if (ack.epoch === this.#order.epoch && ack.seq > this.#order.last) {
      this.#outbox.markSent(message.key, ack.id);
      this.#order.witness(ack.epoch, ack.seq);
      return;
    }

    // Its frame has been here already, or is older than what the join answered: then the acknowledgement alone proves it.
    this.#outbox.remove(message.key);
    if (this.#me === undefined || this.#entries.some(entry => entry.type === 'message' && entry.id === ack.id)) return;
    const { id, epoch, seq, clock, at } = ack;
    this.#entries = append(this.#entries, {
      type: 'message', room: this.#room, epoch, seq, clock, at, id, from: this.#me, body: message.body, kind: 'text', key: message.key,
    });
  }

  #sendRefused(key: string, error: ChatError): void {
    if (error.code === 'NOT_A_MEMBER' && !this.#rejoinedFor.has(key)) {
      this.#rejoinedFor.add(key);
      this.#outbox.markWaiting(key);
      this.#rejoin();
      return;
    }

    this.#outbox.markFailed(key, error);
    if (error.code === 'RATE_LIMITED') this.#slowUntil = Date.now() + (error.retryAfterMs ?? 0);
  }

  async #fill(after: number): Promise<void> {
    if (this.#filling) return;
    this.#filling = true;
    const attempt = this.#attempt;
    const answer = await this.#hub
      .invoke<MessagePage>('Fetch', { room: this.#room, after, limit: historyMessages })
      .catch(() => undefined);
    this.#filling = false;
    if (answer === undefined || attempt !== this.#attempt) return;
    if (!answer.ok || answer.epoch !== this.#order.epoch || answer.hasMore) {
      this.#rejoin();
      return;
    }

    this.#order.fill(answer.messages.map(asFrame), answer.head);
    this.#publish();
    // `Fetch` answers messages alone, so who came and went in the gap is read anew.
    await this.#fetchMembers();
  }

  async #fetchMembers(): Promise<void> {
    const attempt = this.#attempt;
    const members: MemberInfo[] = [];
    this.#members.beginFetch();
    for (let page = 0; page < maxMemberPages; page++) {
      const after = members.at(-1)?.id;
      const answer = await this.#hub
        .invoke<MemberPage>('Members', { room: this.#room, limit: 100, ...(after === undefined ? {} : { after }) })
        .catch(() => undefined);
      if (!answer?.ok || attempt !== this.#attempt) return;
      members.push(...answer.members);
      if (answer.hasMore && page < maxMemberPages - 1) continue;
      this.#members.endFetch(members, answer.count);
      this.#publish();
      return;
    }
  }

  #sayTyping(on: boolean): void {
    // A lost or refused typing signal harms nobody: the server ends typing by itself.
    if (this.#joined) this.#hub.invoke('Typing', { room: this.#room, on }).catch(() => undefined);
  }

  #publish(): void {
    this.#state = this.#snapshot();
    for (const listener of this.#listeners) listener();
  }

  #snapshot(): RoomState {
    return {
      room: this.#room,
      joined: this.#joined,
      me: this.#me,
      limits: this.#welcome?.limits ?? this.#state?.limits,
      server: this.#welcome?.server ?? this.#state?.server,
      entries: this.#entries,
      outgoing: this.#outbox.messages,
      members: this.#members.sorted(),
      memberCount: this.#members.count,
      typing: this.#typists.users,
      slowUntil: this.#slowUntil,
    };
  }
}

function asFrame(message: HistoryMessage): MessageFrame {
  return { ...message, type: 'message' };
}
