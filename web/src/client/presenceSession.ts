import { AwayRule } from './awayRule';
import { Contacts, type WatchRequest } from './contacts';
import type { ChatError, ChosenStatus, Presence, PresenceFrame, UserInfo, Watched } from './contract';
import { connectionLost, notConnected, type Hub } from './hub';

/** What the user wants to be to others, over all connections. */
export interface OwnPresence {
  readonly status: ChosenStatus;
  /** At most 140 UTF-16 units; empty for none. */
  readonly text: string;
}

/** Asks the server what the user is to himself. */
export type ReadOwnPresence = (user: string) => Promise<{ readonly status: string; readonly text: string }>;

export interface PresenceState {
  /** What is known of the users who are watched, by their ids. */
  readonly contacts: ReadonlyMap<string, Presence>;
  /** Undefined until the server has said it. */
  readonly own: OwnPresence | undefined;
  /** Nobody has been at this page for a while. */
  readonly away: boolean;
}

/** The pause before a refused word about being away is repeated, where the server names none. */
const pauseMs = 1000;

/**
 * Presence over one connection after another: watches contacts, says by itself when nobody is at the page, and otherwise what the user wants said.
 * The rules are in {@link Contacts} and {@link AwayRule}.
 *
 * `away` is of the connection, so each new one is told again. The rest is the user's choice, which the server keeps and another window may change; so
 * who comes back says not simply `online` but what the choice is by then.
 */
export class PresenceSession {
  readonly #hub: Hub;
  readonly #readOwn: ReadOwnPresence | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #contacts = new Contacts();
  readonly #rule = new AwayRule(Date.now());
  #user: UserInfo | undefined;
  #own: OwnPresence | undefined;
  #connected = false;
  /** Whether the connection was told that nobody is at it. */
  #toldAway = false;
  /** A word about being away, or not any more, that is under way. */
  #saying: object | undefined;
  #sayAt = 0;
  /** Counts what the user chose here, so that an answer of before does not undo it. */
  #choices = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: PresenceState;

  constructor(hub: Hub, readOwn?: ReadOwnPresence) {
    this.#hub = hub;
    this.#readOwn = readOwn;
    this.#state = this.#snapshot();
  }

  readonly state = (): PresenceState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A connection stands: it takes the user for present, and watches nobody. */
  connected(user: UserInfo): void {
    if (user.id !== this.#user?.id) this.#own = undefined;
    this.#user = user;
    this.#connected = true;
    this.#toldAway = false;
    this.#saying = undefined;
    this.#sayAt = 0;
    this.#contacts.connected(Date.now());
    void this.refresh();
    this.#proceed();
  }

  lost(): void {
    this.#connected = false;
    this.#saying = undefined;
    this.#contacts.lost();
    this.#proceed();
  }

  /** These users are to be watched, and no others. */
  watch(users: Iterable<string>): void {
    // Rooms say so with everything that happens in them.
    if (this.#contacts.watch(users, Date.now())) this.#proceed();
  }

  receive(frames: readonly PresenceFrame[]): void {
    if (this.#contacts.take(frames)) this.#publish();
  }

  /** Somebody touched the page or looked at it again. */
  present(): void {
    this.#rule.present(Date.now());
    // Said with every move of the pointer: only what it changes costs something.
    if (this.#state.away) this.#proceed();
  }

  /** The page was hidden. */
  hidden(): void {
    this.#rule.hidden(Date.now());
  }

  /** @returns why the server did not take it */
  async choose({ status, text }: OwnPresence): Promise<ChatError | undefined> {
    if (!this.#connected) return notConnected;
    const choice = ++this.#choices;
    this.#saying = undefined;
    const user = this.#user;
    const answer = await this.#hub.invoke('SetPresence', { status, text }).catch(() => undefined);
    if (answer?.ok === true && choice === this.#choices && user === this.#user) {
      this.#own = { status, text };
      this.#toldAway = false;
    }
    this.#proceed();
    if (answer === undefined) return connectionLost;
    return answer.ok ? undefined : answer.error;
  }

  /** Another window may have changed it. */
  async refresh(): Promise<void> {
    const [user, choices] = [this.#user, this.#choices];
    if (user === undefined || this.#readOwn === undefined) return;
    const own = await this.#readOwn(user.id).catch(() => undefined);
    // An older answer than the user's last word, or one that came before the connection was counted.
    if (own === undefined || own.status === 'offline' || choices !== this.#choices || user !== this.#user) return;
    this.#own = { status: own.status === 'busy' || own.status === 'invisible' ? own.status : 'online', text: own.text };
    this.#publish();
  }

  /** Asks and says what is due, looks again when the next thing is, and tells the listeners. */
  #proceed(): void {
    const now = Date.now();
    this.#rule.check(now);
    const request = this.#contacts.request(now);
    if (request !== undefined) void this.#watch(request);
    if (this.#hasToSay && now >= this.#sayAt) void this.#say(this.#rule.isAway);
    this.#wakeAt(now);
    this.#publish();
  }

  get #hasToSay(): boolean {
    return this.#connected && this.#saying === undefined && this.#rule.isAway !== this.#toldAway;
  }

  #wakeAt(now: number): void {
    clearTimeout(this.#timer);
    if (!this.#connected) return;
    const moments = [this.#contacts.wakeAt, this.#rule.awayAt, this.#hasToSay ? this.#sayAt : undefined];
    const ahead = moments.filter(moment => moment !== undefined);
    if (ahead.length > 0) this.#timer = setTimeout(() => this.#proceed(), Math.max(0, Math.min(...ahead) - now));
  }

  async #watch(request: WatchRequest): Promise<void> {
    // Where the connection broke, the next one is asked anew.
    const answer = await this.#hub.invoke<Watched>('Watch', request).catch(() => undefined);
    if (answer === undefined) return;
    this.#contacts.answered(request, answer, Date.now());
    this.#proceed();
  }

  async #say(away: boolean): Promise<void> {
    const saying = {};
    this.#saying = saying;
    if (!away) await this.refresh();
    // Lost meanwhile, or the user has said it himself.
    if (this.#saying !== saying) return;
    const answer = await this.#hub.invoke('SetPresence', { status: away ? 'away' : (this.#own?.status ?? 'online') }).catch(() => undefined);
    if (this.#saying !== saying || answer === undefined) return;
    this.#saying = undefined;
    if (!answer.ok && answer.error.retryable) this.#sayAt = Date.now() + (answer.error.retryAfterMs ?? pauseMs);
    else this.#toldAway = away;
    this.#proceed();
  }

  #publish(): void {
    const { contacts, own, away } = this.#state;
    if (contacts === this.#contacts.known && own === this.#own && away === this.#rule.isAway) return;
    this.#state = this.#snapshot();
    for (const listener of this.#listeners) listener();
  }

  #snapshot(): PresenceState {
    return { contacts: this.#contacts.known, own: this.#own, away: this.#rule.isAway };
  }
}
