import type { ByeFrame, Frame, PresenceFrame, Result, RoomFrame, RoomPosition, SlowFrame, Welcome } from './contract';
import type { Link, OpenLink } from './link';
import { ReconnectSchedule } from './reconnect';
import { RequestRefused } from './requestRefused';

export interface ConnectionStatus {
  /**
   * `moving`: connected, and about to be so elsewhere; `offline`: this device has no network, as far as it knows, and it is tried all the same;
   * `disconnected`: nothing more is tried until somebody asks for it.
   */
  readonly state: 'connecting' | 'connected' | 'moving' | 'reconnecting' | 'offline' | 'disconnected';
  /** When the next attempt begins, in Unix milliseconds of this machine; absent while one is under way. */
  readonly retryAt?: number;
  /** A sentence of the server. */
  readonly reason?: string;
  /** The server tells less, because this client reads too slowly. */
  readonly slow?: boolean;
}

/** Whose connection it is. */
export interface ConnectionUser {
  /** What is to be resumed over the next connection. */
  positions(): readonly RoomPosition[];
  connected(welcome: Welcome): void;
  /** The connection is lost. With `fresh`, the next one is to join anew. */
  lost(fresh: boolean): void;
  /** Another connection is about to take over from the one that stands. */
  suspend(): void;
  /** It could not. */
  release(): void;
  frames(frames: readonly RoomFrame[]): void;
  /** What watched users have become, of whatever room. */
  presences(frames: readonly PresenceFrame[]): void;
}

export interface ConnectionOptions {
  /** Shown to nobody else. */
  readonly device: string;
  /** Whether the device has a network. */
  readonly online?: () => boolean;
  readonly random?: () => number;
}

/** How long an attempt may take, from the ticket to the answer of `Hello`. */
const attemptMs = 15_000;

/** A connection that lasted this long has proven itself. */
const provenMs = 10_000;

/** A connection that may have died without a word must answer within this time. */
const probeMs = 5000;

/** How long before the access token ends a connection with the next one is opened. */
const renewBeforeMs = 60_000;

/** Timers cannot be set further ahead. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Keeps one connection up until it is stopped, and resumes over each new one. To move (the gateway drains, or the token is about to end), the new
 * connection is opened and has resumed before the old one is closed.
 */
export class ChatConnection {
  readonly #openLink: OpenLink;
  readonly #user: ConnectionUser;
  readonly #options: ConnectionOptions;
  readonly #schedule: ReconnectSchedule;
  readonly #listeners = new Set<() => void>();
  #status: ConnectionStatus = { state: 'disconnected' };
  #link: Link | undefined;
  #since = 0;
  /** The search for a connection that is going on; a new one ends it. */
  #search: object | undefined;
  #endPause: (() => void) | undefined;
  #drainTimer: ReturnType<typeof setTimeout> | undefined;
  #renewTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(openLink: OpenLink, user: ConnectionUser, options: ConnectionOptions) {
    this.#openLink = openLink;
    this.#user = user;
    this.#options = options;
    this.#schedule = new ReconnectSchedule(options.random);
  }

  readonly status = (): ConnectionStatus => this.#status;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Connects, and stays connected. */
  start(): void {
    if (this.#link !== undefined || this.#search !== undefined) return;
    this.#setStatus({ state: 'connecting' });
    void this.#seek(0);
  }

  /** Ends the connection for good, or until {@link start}. */
  async stop(reason?: string): Promise<void> {
    const link = this.#link;
    this.#endSearch();
    this.#forgetLink();
    this.#setStatus({ state: 'disconnected', ...(reason === undefined ? {} : { reason }) });
    await link?.stop();
  }

  /** The user asked, or the network came back: tries at once, and makes sure that what seems to stand does. */
  hurry(): void {
    if (this.#link === undefined && this.#search === undefined) this.start();
    else if (this.#link === undefined) this.#endPause?.();
    else void this.#probe(this.#link);
  }

  invoke<T>(method: string, argument: object): Promise<Result<T>> {
    return this.#link?.invoke<T>(method, argument) ?? Promise.reject(new Error('There is no connection.'));
  }

  /** Tries until a connection stands, or is refused for good. */
  async #seek(pauseMs: number): Promise<void> {
    const search = {};
    this.#search = search;
    for (let pause = pauseMs; ; ) {
      if (pause > 0) await this.#pause(pause);
      if (this.#search !== search) return;
      if (this.#link === undefined) this.#setStatus({ state: this.#status.state === 'connecting' ? 'connecting' : this.#away() });
      const error = await this.#attempt(search);
      if (this.#search !== search) return;
      if (error === undefined) {
        this.#search = undefined;
        return;
      }
      if (error instanceof RequestRefused && !error.retryable) {
        await this.#giveUp(error.message);
        return;
      }
      pause = this.#schedule.next(error instanceof RequestRefused ? error.retryAfterMs : undefined);
    }
  }

  /** @returns why no connection came of it */
  async #attempt(search: object): Promise<unknown> {
    // What the new connection brings before its predecessor has been put aside waits here.
    const early: Frame[] = [];
    let suspended = false;
    let state: 'new' | 'adopted' | 'closed' = 'new';
    const link = this.#openLink({
      frames: frames => {
        if (this.#link === link) this.#deliver(frames);
        else if (state === 'new') early.push(...frames);
      },
      closed: () => {
        state = 'closed';
        this.#closed(link);
      },
    });
    const isClosed = () => state === 'closed';
    try {
      const welcome = await withDeadline(attemptMs, async () => {
        await link.start();
        if (this.#search !== search) throw new Error('The connection is not wanted any more.');
        suspended = this.#link !== undefined;
        this.#user.suspend();
        const rooms = this.#user.positions();
        return link.invoke<Welcome>('Hello', { device: this.#options.device, ...(rooms.length === 0 ? {} : { rooms }) });
      });
      if (this.#search !== search || isClosed()) throw new Error('The connection is not wanted any more, or has gone.');
      if (!welcome.ok) {
        const { code, message, retryable, retryAfterMs } = welcome.error;
        throw new RequestRefused(retryable ? 503 : 403, code, message, retryAfterMs);
      }
      state = 'adopted';
      this.#adopt(link, welcome, early);
      return undefined;
    } catch (error) {
      void link.stop();
      if (suspended && this.#link !== undefined && this.#search === search) this.#user.release();
      return error ?? new Error('The connection broke.');
    }
  }

  #adopt(link: Link, welcome: Welcome, early: readonly Frame[]): void {
    const old = this.#link;
    clearTimeout(this.#drainTimer);
    this.#link = link;
    this.#since = Date.now();
    this.#renewBefore(welcome);
    this.#setStatus({ state: 'connected' });
    this.#user.connected(welcome);
    this.#deliver(early);
    // Calls that were under way there are rejected, and repeated here with their keys.
    void old?.stop();
  }

  #closed(link: Link): void {
    // Before it stood, its attempt fails by itself; after it was replaced, nobody misses it.
    if (this.#link === link) this.#lose(0, false);
  }

  #lose(retryAfterMs: number, fresh: boolean): void {
    if (Date.now() - this.#since >= provenMs) this.#schedule.reset();
    this.#forgetLink(fresh);
    if (this.#search === undefined) void this.#seek(this.#schedule.next(retryAfterMs));
    else this.#setStatus({ state: this.#away() });
  }

  #forgetLink(fresh = false): void {
    const had = this.#link !== undefined;
    clearTimeout(this.#drainTimer);
    clearTimeout(this.#renewTimer);
    this.#link = undefined;
    if (had) this.#user.lost(fresh);
  }

  async #giveUp(reason: string): Promise<void> {
    this.#search = undefined;
    // A move that is refused leaves what stands alone; its end comes from the server.
    if (this.#link === undefined) await this.stop(reason);
    else this.#setStatus({ state: 'connected' });
  }

  #deliver(frames: readonly Frame[]): void {
    const ofRooms = frames.filter(frame => 'room' in frame);
    if (ofRooms.length > 0) this.#user.frames(ofRooms);
    const presences = frames.filter(frame => frame.type === 'presence');
    if (presences.length > 0) this.#user.presences(presences);
    for (const frame of frames) {
      if (frame.type === 'bye') this.#bye(frame);
      else if (frame.type === 'drain') this.#moveAfter(frame.delayMs);
      else if (frame.type === 'slow') this.#slow(frame);
    }
  }

  #slow({ step }: SlowFrame): void {
    this.#setStatus({ ...this.#status, slow: step !== 'none' });
  }

  #bye({ action, message, retryAfterMs }: ByeFrame): void {
    if (action === 'stop') {
      void this.stop(message);
      return;
    }
    // The server closes after it; not to wait for that saves the time that it takes.
    const link = this.#link;
    this.#lose(retryAfterMs ?? 0, action === 'fresh');
    void link?.stop();
  }

  #moveAfter(delayMs: number): void {
    clearTimeout(this.#drainTimer);
    this.#drainTimer = setTimeout(() => this.#move(), Math.min(Math.max(0, delayMs), longestTimerMs));
  }

  #move(): void {
    if (this.#link === undefined || this.#search !== undefined) return;
    this.#setStatus({ ...this.#status, state: 'moving' });
    void this.#seek(0);
  }

  /** Where the token is known to end, a connection with the next one takes over in time. */
  #renewBefore({ serverTime, tokenExpiresAt }: Welcome): void {
    clearTimeout(this.#renewTimer);
    const left = (tokenExpiresAt ?? Number.POSITIVE_INFINITY) - serverTime;
    // A token that is as good as over when it is new would be renewed without end; the server closes the connection then.
    if (left < 2 * renewBeforeMs || left > longestTimerMs) return;
    this.#renewTimer = setTimeout(() => this.#move(), left - renewBeforeMs);
  }

  async #probe(link: Link): Promise<void> {
    const alive = await withDeadline(probeMs, () => link.invoke('Hello', { device: this.#options.device })).then(() => true, () => false);
    if (alive || this.#link !== link) return;
    this.#lose(0, false);
    void link.stop();
    this.#endPause?.();
  }

  #pause(ms: number): Promise<void> {
    if (this.#link === undefined) this.#setStatus({ state: this.#away(), retryAt: Date.now() + ms });
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #endSearch(): void {
    this.#search = undefined;
    this.#endPause?.();
  }

  #away(): 'offline' | 'reconnecting' {
    return this.#options.online?.() === false ? 'offline' : 'reconnecting';
  }

  #setStatus(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}

async function withDeadline<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
