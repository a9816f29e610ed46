import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ChatConnection, type ConnectionUser } from './connection';
import type { Frame, PresenceFrame, Result, RoomFrame, RoomPosition, Welcome } from './contract';
import { message, presence, refusal, room, welcome } from './frames.testing';
import type { Link, LinkEvents } from './link';
import { RequestRefused } from './requestRefused';

/** Lets every promise that is ready go on. */
const turn = () => vi.advanceTimersByTimeAsync(0);

function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  // Not every one of them is waited for.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** A link whose fate the test decides, step by step. */
class FakeLink implements Link {
  readonly events: LinkEvents;
  readonly calls: { readonly method: string; readonly argument: object }[] = [];
  stopped = false;
  #start = deferred<void>();
  #hello = deferred<object>();

  constructor(events: LinkEvents) {
    this.events = events;
  }

  start(): Promise<void> {
    return this.#start.promise;
  }

  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    const gone = new Error('stopped');
    this.#start.reject(gone);
    this.#hello.reject(gone);
    this.events.closed();
  }

  invoke<T>(method: string, argument: object): Promise<Result<T>> {
    this.calls.push({ method, argument });
    return this.#hello.promise as Promise<Result<T>>;
  }

  async stand(): Promise<void> {
    this.#start.resolve();
    await turn();
  }

  async fail(error: Error = new Error('unreachable')): Promise<void> {
    this.#start.reject(error);
    await turn();
  }

  async greet(answer: object = welcome): Promise<void> {
    this.#hello.resolve(answer);
    await turn();
  }

  /** Calls from here on are never answered. */
  freeze(): void {
    this.#hello = deferred<object>();
  }

  say(...frames: Frame[]): void {
    this.events.frames(frames);
  }
}

class RecordingUser implements ConnectionUser {
  readonly said: string[] = [];
  readonly greetings: Welcome[] = [];
  where: readonly RoomPosition[] = [];

  positions = () => this.where;
  connected = (greeting: Welcome) => {
    this.greetings.push(greeting);
    this.said.push('connected');
  };
  lost = (fresh: boolean) => void this.said.push(fresh ? 'lost, fresh' : 'lost');
  suspend = () => void this.said.push('suspend');
  release = () => void this.said.push('release');
  frames = (frames: readonly RoomFrame[]) => void this.said.push(...frames.map(frame => ('seq' in frame ? `${frame.type} ${frame.seq}` : frame.type)));
  presences = (frames: readonly PresenceFrame[]) => void this.said.push(...frames.map(frame => `presence ${frame.user}`));
}

function create(options: { random?: number; online?: () => boolean } = {}) {
  const links: FakeLink[] = [];
  const user = new RecordingUser();
  const open = (events: LinkEvents) => {
    const link = new FakeLink(events);
    links.push(link);
    return link;
  };
  const { random = 1, online = () => true } = options;
  const connection = new ChatConnection(open, user, { device: 'test', random: () => random, online });
  const last = () => links.at(-1)!;
  const heard = () => user.said.splice(0);
  return { links, user, connection, last, heard };
}

async function connect(options?: Parameters<typeof create>[0]) {
  const session = create(options);
  session.connection.start();
  await session.last().stand();
  await session.last().greet();
  session.heard();
  return session;
}

describe('ChatConnection', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  describe('connecting', () => {
    test('start_GatewayAnswers_GreetsAndIsConnected', async () => {
      const { connection, last, user, heard } = create();
      connection.start();
      expect(connection.status()).toEqual({ state: 'connecting' });
      await last().stand();
      expect(last().calls).toEqual([{ method: 'Hello', argument: { device: 'test' } }]);
      await last().greet();
      expect(connection.status()).toEqual({ state: 'connected' });
      expect(user.greetings).toEqual([welcome]);
      expect(heard()).toEqual(['suspend', 'connected']);
    });

    test('start_Twice_OpensOneConnection', async () => {
      const { connection, links } = create();
      connection.start();
      connection.start();
      await turn();
      expect(links.length).toBe(1);
    });

    test('start_FramesInTheSameTurnAsTheGreeting_HandsThemOverAfterIt', async () => {
      const { connection, last, heard } = create();
      connection.start();
      await last().stand();
      const greeted = last().greet();
      last().say(message(5));
      await greeted;
      expect(heard()).toEqual(['suspend', 'connected', 'message 5']);
    });

    test('frames_PresenceAmongThoseOfARoom_GoesToItsOwnPlace', async () => {
      const { last, heard } = await connect();
      last().say(presence('bob', 1), message(5));
      expect(heard().sort()).toEqual(['message 5', 'presence bob']);
    });

    test('start_Unreachable_TriesAgainByTheSchedule', async () => {
      const { connection, last, links } = create();
      connection.start();
      await last().fail();
      expect(connection.status()).toEqual({ state: 'reconnecting', retryAt: Date.now() + 500 });
      await vi.advanceTimersByTimeAsync(500);
      expect(connection.status()).toEqual({ state: 'reconnecting' });
      await last().fail();
      await vi.advanceTimersByTimeAsync(999);
      expect(links.length).toBe(2);
      await vi.advanceTimersByTimeAsync(1);
      expect(links.length).toBe(3);
    });

    test('start_DeviceOffline_SaysSoAndTriesAllTheSame', async () => {
      const { connection, last, links } = create({ online: () => false });
      connection.start();
      await last().fail();
      expect(connection.status()).toMatchObject({ state: 'offline' });
      await vi.advanceTimersByTimeAsync(500);
      expect(links.length).toBe(2);
    });

    test('start_SignInRefused_StopsAndSaysWhy', async () => {
      const { connection, last, links } = create();
      connection.start();
      await last().fail(new RequestRefused(403, 'FORBIDDEN', 'Guests are not let in.'));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(connection.status()).toEqual({ state: 'disconnected', reason: 'Guests are not let in.' });
      expect(links.length).toBe(1);
    });

    test('start_SignInRefusedForNow_WaitsAtLeastAsLongAsTold', async () => {
      const { connection, last } = create({ random: 0 });
      connection.start();
      await last().fail(new RequestRefused(503, 'DRAINING', 'Stopping.', 4000));
      expect(connection.status()).toMatchObject({ retryAt: Date.now() + 4000 });
    });

    test('start_GreetingRefusedForNow_ClosesAndWaitsAsTold', async () => {
      const { connection, last, links } = create({ random: 0 });
      connection.start();
      await last().stand();
      await last().greet(refusal({ code: 'UNAVAILABLE', retryable: true, retryAfterMs: 2000 }));
      expect(links[0]!.stopped).toBe(true);
      expect(connection.status()).toMatchObject({ state: 'reconnecting', retryAt: Date.now() + 2000 });
    });

    test('start_NoAnswer_GivesUpAfterFifteenSecondsAndTriesAgain', async () => {
      const { connection, links } = create();
      connection.start();
      await vi.advanceTimersByTimeAsync(15_000);
      expect(links[0]!.stopped).toBe(true);
      await vi.advanceTimersByTimeAsync(500);
      expect(links.length).toBe(2);
    });

    test('start_ClosedInTheSameTurnAsTheGreeting_TriesAgain', async () => {
      const { connection, last, heard } = create();
      connection.start();
      await last().stand();
      const greeted = last().greet();
      last().events.closed();
      await greeted;
      expect(heard()).toEqual(['suspend']);
      expect(connection.status()).toMatchObject({ state: 'reconnecting' });
    });

    test('stop_WhileConnecting_OpensNothingMore', async () => {
      const { connection, last, links, heard } = create();
      connection.start();
      await connection.stop();
      await last().stand();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(links.length).toBe(1);
      expect(links[0]!.stopped).toBe(true);
      expect(heard()).toEqual([]);
    });
  });

  describe('reconnecting', () => {
    test('closed_Connected_ResumesWithItsPositions', async () => {
      const { connection, last, user, heard } = await connect();
      user.where = [{ room, epoch: 1, seq: 7 }];
      last().events.closed();
      expect(heard()).toEqual(['lost']);
      expect(connection.status()).toEqual({ state: 'reconnecting', retryAt: Date.now() + 500 });
      await vi.advanceTimersByTimeAsync(500);
      await last().stand();
      expect(last().calls).toEqual([{ method: 'Hello', argument: { device: 'test', rooms: user.where } }]);
      await last().greet();
      expect(connection.status()).toEqual({ state: 'connected' });
      expect(heard()).toEqual(['suspend', 'connected']);
    });

    test('closed_SoonAndAgain_WaitsLongerEachTime', async () => {
      const { connection, last } = await connect();
      last().events.closed();
      await vi.advanceTimersByTimeAsync(500);
      await last().stand();
      await last().greet();
      await vi.advanceTimersByTimeAsync(9999);
      last().events.closed();
      expect(connection.status()).toMatchObject({ retryAt: Date.now() + 1000 });
    });

    test('closed_AfterTenSeconds_BeginsWithShortPausesAgain', async () => {
      const { connection, last } = await connect();
      last().events.closed();
      await vi.advanceTimersByTimeAsync(500);
      await last().stand();
      await last().greet();
      await vi.advanceTimersByTimeAsync(10_000);
      last().events.closed();
      expect(connection.status()).toMatchObject({ retryAt: Date.now() + 500 });
    });

    test('bye_Resume_ComesBackNoSoonerThanTold', async () => {
      const { connection, last, links, heard } = await connect({ random: 0 });
      last().say({ type: 'bye', code: 'DRAINING', message: 'Stopping.', action: 'resume', retryAfterMs: 3000 });
      expect(links[0]!.stopped).toBe(true);
      expect(heard()).toEqual(['lost']);
      expect(connection.status()).toEqual({ state: 'reconnecting', retryAt: Date.now() + 3000 });
    });

    test('bye_Fresh_JoinsAnew', async () => {
      const { last, heard } = await connect();
      last().say(message(5), { type: 'bye', code: 'RANGE_EVICTED', message: 'Too slow.', action: 'fresh' });
      expect(heard()).toEqual(['message 5', 'lost, fresh']);
    });

    test('bye_Stop_DoesNotComeBackByItself', async () => {
      const { connection, last, links } = await connect();
      last().say({ type: 'bye', code: 'OVERLOADED', message: 'Too many windows.', action: 'stop' });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(connection.status()).toEqual({ state: 'disconnected', reason: 'Too many windows.' });
      expect(links.length).toBe(1);
      connection.hurry();
      expect(links.length).toBe(2);
    });

    test('hurry_Waiting_TriesAtOnce', async () => {
      const { connection, last, links } = await connect();
      last().events.closed();
      connection.hurry();
      await turn();
      expect(links.length).toBe(2);
    });

    test('hurry_DeadConnection_IsFoundOutAndReplaced', async () => {
      const { connection, last, links, heard } = await connect();
      last().freeze();
      connection.hurry();
      await vi.advanceTimersByTimeAsync(5000);
      expect(heard()).toEqual(['lost']);
      expect(links[0]!.stopped).toBe(true);
      expect(links.length).toBe(2);
    });

    test('hurry_LiveConnection_StaysAsItIs', async () => {
      const { connection, links, heard } = await connect();
      connection.hurry();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(links.length).toBe(1);
      expect(heard()).toEqual([]);
    });

    test('invoke_NoConnection_Rejects', async () => {
      await expect(create().connection.invoke('Send', {})).rejects.toThrow('no connection');
    });
  });

  describe('moving', () => {
    test('drain_AfterTheDelay_ResumesElsewhereBeforeItClosesTheOldOne', async () => {
      const { connection, links, last, user, heard } = await connect();
      user.where = [{ room, epoch: 1, seq: 7 }];
      last().say({ type: 'drain', delayMs: 2000 });
      await vi.advanceTimersByTimeAsync(1999);
      expect(links.length).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(connection.status()).toEqual({ state: 'moving' });
      await last().stand();
      expect(last().calls[0]).toMatchObject({ argument: { rooms: user.where } });
      links[0]!.say(message(8));
      expect(links[0]!.stopped).toBe(false);
      await last().greet();
      expect(links[0]!.stopped).toBe(true);
      expect(connection.status()).toEqual({ state: 'connected' });
      links[0]!.say(message(8));
      links[1]!.say(message(9));
      expect(heard()).toEqual(['suspend', 'message 8', 'connected', 'message 9']);
    });

    test('drain_NewOneFails_StaysAndTriesAgain', async () => {
      const { connection, links, last, heard } = await connect();
      last().say({ type: 'drain', delayMs: 0 });
      await turn();
      await last().stand();
      await last().greet(refusal({ code: 'UNAVAILABLE', retryable: true }));
      expect(connection.status()).toEqual({ state: 'moving' });
      expect(heard()).toEqual(['suspend', 'release']);
      await vi.advanceTimersByTimeAsync(500);
      await last().stand();
      await last().greet();
      expect(links.map(link => link.stopped)).toEqual([true, true, false]);
      expect(heard()).toEqual(['suspend', 'connected']);
    });

    test('drain_OldOneClosesMeanwhile_GoesOnWithTheNewOne', async () => {
      const { connection, links, last, heard } = await connect();
      last().say({ type: 'drain', delayMs: 0 });
      await turn();
      await last().stand();
      links[0]!.events.closed();
      expect(connection.status()).toEqual({ state: 'reconnecting' });
      await last().greet();
      expect(connection.status()).toEqual({ state: 'connected' });
      expect(links.length).toBe(2);
      expect(heard()).toEqual(['suspend', 'lost', 'connected']);
    });

    test('drain_Twice_MovesOnce', async () => {
      const { links, last } = await connect();
      last().say({ type: 'drain', delayMs: 1000 }, { type: 'drain', delayMs: 2000 });
      await vi.advanceTimersByTimeAsync(5000);
      expect(links.length).toBe(2);
    });

    test('connected_TokenThatEnds_MovesAMinuteBefore', async () => {
      const { connection, links, last } = create();
      connection.start();
      await last().stand();
      await last().greet({ ...welcome, serverTime: 5_000_000, tokenExpiresAt: 5_000_000 + 600_000 });
      await vi.advanceTimersByTimeAsync(539_999);
      expect(links.length).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(links.length).toBe(2);
      expect(connection.status()).toEqual({ state: 'moving' });
    });

    test('connected_TokenThatIsAsGoodAsOver_DoesNotMove', async () => {
      const { connection, links, last } = create();
      connection.start();
      await last().stand();
      await last().greet({ ...welcome, serverTime: 0, tokenExpiresAt: 61_000 });
      await vi.advanceTimersByTimeAsync(120_000);
      expect(links.length).toBe(1);
    });
  });

  describe('telling', () => {
    test('slow_ThenNone_SaysSoWhileItLasts', async () => {
      const { connection, last } = await connect();
      last().say({ type: 'slow', step: 'signals' });
      expect(connection.status()).toEqual({ state: 'connected', slow: true });
      last().say({ type: 'slow', step: 'none' });
      expect(connection.status()).toEqual({ state: 'connected', slow: false });
    });

    test('subscribe_Changes_AreHeardUntilUnsubscribed', async () => {
      const { connection, last } = create();
      const states: string[] = [];
      const unsubscribe = connection.subscribe(() => states.push(connection.status().state));
      connection.start();
      await last().stand();
      await last().greet();
      unsubscribe();
      last().events.closed();
      expect(new Set(states)).toEqual(new Set(['connecting', 'connected']));
    });
  });
});
