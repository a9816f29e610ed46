import type { Presence, Result, Watched } from './contract';

/** What one connection may watch. */
const maxWatched = 200;

/** Many who come or go at once are one call. */
const gatherMs = 500;

/**
 * The least time between two calls doubles up to this while people go on coming: the calls share a limit with what the user says of himself, which
 * must not be refused because a room is lively.
 */
const longestApartMs = 8000;

/** After so long without a call the next ones may follow each other quickly again. */
const calmMs = 30_000;

/** The pause before a refused call is repeated, where the server names none. */
const pauseMs = 1000;

/** A call of `Watch` that is under way. */
export interface WatchRequest {
  readonly users: readonly string[];
}

/**
 * Which users are watched, and what is known of each. It has no connection, timers or clock: it is told who is to be watched, what arrived and what
 * time it is, and says what to ask ({@link request}) and when to look again ({@link wakeAt}).
 */
export class Contacts {
  #wanted: ReadonlySet<string> = new Set();
  /** Whom the connection watches, as far as it was asked. */
  #asked: ReadonlySet<string> = new Set();
  #known: ReadonlyMap<string, Presence> = new Map();
  #connected = false;
  #underWay: WatchRequest | undefined;
  #askAt: number | undefined;
  #lastAsked = Number.NEGATIVE_INFINITY;
  #apartMs = gatherMs;

  /** What is known, by user id; another map whenever that changes. */
  get known(): ReadonlyMap<string, Presence> {
    return this.#known;
  }

  /** When {@link request} has something to ask, in Unix milliseconds. */
  get wakeAt(): number | undefined {
    return this.#connected && this.#underWay === undefined ? this.#askAt : undefined;
  }

  /**
   * These are to be watched from now on, the first ones where they are too many; of the others nothing is known any more.
   *
   * @returns whether they are others than before
   */
  watch(users: Iterable<string>, now: number): boolean {
    const wanted = new Set([...new Set(users)].slice(0, maxWatched));
    if (isSame(wanted, this.#wanted)) return false;
    this.#wanted = wanted;
    if ([...this.#known.keys()].some(user => !wanted.has(user))) this.#known = new Map([...this.#known].filter(([user]) => wanted.has(user)));
    if (this.#connected) this.#askAt ??= Math.max(now + gatherMs, this.#lastAsked + this.#apartMs);
    return true;
  }

  /** A new connection stands, which watches nobody yet. */
  connected(now: number): void {
    this.#connected = true;
    this.#underWay = undefined;
    this.#asked = new Set();
    this.#askAt = now;
  }

  /** What is known stays for as long as nobody knows better. */
  lost(): void {
    this.#connected = false;
    this.#underWay = undefined;
    this.#askAt = undefined;
  }

  /** What to ask now; it counts as under way until it is answered or the connection is lost. */
  request(now: number): WatchRequest | undefined {
    if (!this.#connected || this.#underWay !== undefined || this.#askAt === undefined || now < this.#askAt) return undefined;
    this.#askAt = undefined;
    if (isSame(this.#wanted, this.#asked)) return undefined;
    this.#asked = this.#wanted;
    this.#apartMs = now - this.#lastAsked >= calmMs ? gatherMs : Math.min(2 * this.#apartMs, longestApartMs);
    this.#lastAsked = now;
    this.#underWay = { users: [...this.#wanted] };
    return this.#underWay;
  }

  answered(request: WatchRequest, answer: Result<Watched>, now: number): void {
    if (request !== this.#underWay) return;
    this.#underWay = undefined;
    if (answer.ok) {
      this.take(answer.users);
      return;
    }
    // What is refused for good is asked again only as part of something else.
    this.#asked = new Set();
    if (answer.error.retryable) this.#askAt = now + (answer.error.retryAfterMs ?? pauseMs);
  }

  /** Takes what was said of users; returns whether any of it is news. */
  take(presences: readonly Presence[]): boolean {
    const news = presences.filter(({ user, version }) => this.#wanted.has(user) && version > (this.#known.get(user)?.version ?? -1));
    if (news.length === 0) return false;
    const known = new Map(this.#known);
    // One list can hold several of a user, the latest not last.
    for (const presence of news) if (presence.version > (known.get(presence.user)?.version ?? -1)) known.set(presence.user, presence);
    this.#known = known;
    return true;
  }
}

function isSame(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every(user => right.has(user));
}
