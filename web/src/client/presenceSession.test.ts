import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Result, Watched } from './contract';
import { ann, bob, presence, refusal } from './frames.testing';
import { PresenceSession } from './presenceSession';

const minute = 60_000;

/** Lets every promise that is ready go on. */
const turn = () => vi.advanceTimersByTimeAsync(0);

/** A server that takes everything, unless a test says otherwise, and knows what the user is to himself. */
class FakeServer {
  readonly calls: [method: string, argument: object][] = [];
  own: { status: string; text: string } | 'unreachable' = { status: 'online', text: '' };
  /** What the next calls are answered with; none means that the connection breaks before an answer comes. */
  readonly answers: (Result<Partial<Watched>> | undefined)[] = [];

  readonly invoke = <T>(method: string, argument: object): Promise<Result<T>> => {
    this.calls.push([method, argument]);
    const answer = this.answers.length > 0 ? this.answers.shift() : { ok: true as const, users: [] };
    return answer === undefined ? Promise.reject(new Error('broken')) : Promise.resolve(answer as Result<T>);
  };

  readonly read = async () => {
    if (this.own === 'unreachable') throw new Error('unreachable');
    return this.own;
  };

  heard = () => this.calls.splice(0);
}

async function connect(own?: FakeServer['own']) {
  const server = new FakeServer();
  if (own !== undefined) server.own = own;
  const session = new PresenceSession(server, server.read);
  session.connected(ann);
  await turn();
  return { server, session };
}

async function away(own?: FakeServer['own']) {
  const connected = await connect(own);
  await vi.advanceTimersByTimeAsync(5 * minute);
  connected.server.heard();
  return connected;
}

const said = (status: string) => ['SetPresence', { status }];

describe('PresenceSession', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  describe('away', () => {
    test('time_FiveMinutesWithoutASign_SaysAwayOnce', async () => {
      const { server, session } = await connect();
      await vi.advanceTimersByTimeAsync(5 * minute - 1);
      expect(server.heard()).toEqual([]);
      await vi.advanceTimersByTimeAsync(20 * minute);
      expect(server.heard()).toEqual([said('away')]);
      expect(session.state().away).toBe(true);
    });

    test('present_AgainAndAgain_SaysNothing', async () => {
      const { server, session } = await connect();
      for (let press = 0; press < 20; press++) {
        session.present();
        await vi.advanceTimersByTimeAsync(4 * minute);
      }
      expect(server.heard()).toEqual([]);
    });

    test('present_Away_SaysOnlineOnce', async () => {
      const { server, session } = await away();
      session.present();
      session.present();
      await turn();
      expect(server.heard()).toEqual([said('online')]);
      expect(session.state().away).toBe(false);
    });

    test.each(['busy', 'invisible'])('present_AwayAndAnotherWindowChose_%s_KeepsThat', async status => {
      const { server, session } = await away();
      server.own = { status, text: 'in a class' };
      session.present();
      await turn();
      expect(server.heard()).toEqual([said(status)]);
      expect(session.state().own).toEqual({ status, text: 'in a class' });
    });

    test('present_AwayAndTheChoiceCannotBeRead_SaysWhatWasKnown', async () => {
      const { server, session } = await away({ status: 'busy', text: '' });
      server.own = 'unreachable';
      session.present();
      await turn();
      expect(server.heard()).toEqual([said('busy')]);
    });

    test('connected_StillAway_SaysSoAgain', async () => {
      const { server, session } = await away();
      session.lost();
      session.connected(ann);
      await turn();
      expect(server.heard()).toEqual([said('away')]);
    });

    test('connected_BackMeanwhile_SaysNothing', async () => {
      const { server, session } = await away();
      session.lost();
      session.present();
      await turn();
      session.connected(ann);
      await turn();
      expect(server.heard()).toEqual([]);
    });

    test('connected_AwayMeanwhile_SaysSo', async () => {
      const { server, session } = await connect();
      session.lost();
      await vi.advanceTimersByTimeAsync(6 * minute);
      expect(server.heard()).toEqual([]);
      session.connected(ann);
      await turn();
      expect(server.heard()).toEqual([said('away')]);
    });

    test('refused_ForNow_SaysItAgainWhenItMay', async () => {
      const { server } = await connect();
      server.answers.push(refusal({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 4000 }));
      await vi.advanceTimersByTimeAsync(5 * minute);
      server.heard();
      await vi.advanceTimersByTimeAsync(3999);
      expect(server.heard()).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(server.heard()).toEqual([said('away')]);
    });

    test('refused_BackBeforeItMay_SaysNothing', async () => {
      const { server, session } = await connect();
      server.answers.push(refusal({ retryable: true, retryAfterMs: 4000 }));
      await vi.advanceTimersByTimeAsync(5 * minute);
      server.heard();
      session.present();
      await vi.advanceTimersByTimeAsync(minute);
      expect(server.heard()).toEqual([]);
    });
  });

  describe('choosing', () => {
    test('choose_Taken_IsKnown', async () => {
      const { server, session } = await connect();
      const choice = { status: 'busy', text: 'in a class' } as const;
      expect(await session.choose(choice)).toBeUndefined();
      expect(server.heard()).toEqual([['SetPresence', choice]]);
      expect(session.state().own).toEqual(choice);
    });

    test('choose_RefusedOrBroken_SaysWhyAndChangesNothing', async () => {
      const { server, session } = await connect();
      server.answers.push(refusal({ code: 'RATE_LIMITED' }), undefined);
      expect(await session.choose({ status: 'busy', text: '' })).toMatchObject({ code: 'RATE_LIMITED' });
      expect(await session.choose({ status: 'busy', text: '' })).toMatchObject({ code: 'UNAVAILABLE' });
      session.lost();
      expect(await session.choose({ status: 'busy', text: '' })).toMatchObject({ code: 'UNAVAILABLE' });
      expect(session.state().own).toEqual({ status: 'online', text: '' });
    });

    test('choose_WhileComingBack_IsTheLastWord', async () => {
      const { server, session } = await away();
      session.present();
      await session.choose({ status: 'invisible', text: '' });
      await turn();
      expect(server.heard().at(-1)).toEqual(['SetPresence', { status: 'invisible', text: '' }]);
      expect(session.state().own?.status).toBe('invisible');
    });

    test('connected_ChoiceOfBefore_IsReadFromTheServer', async () => {
      const { session } = await connect({ status: 'invisible', text: 'later' });
      expect(session.state().own).toEqual({ status: 'invisible', text: 'later' });
    });

    test('connected_AwayElsewhere_IsNoChoice', async () => {
      const { session } = await connect({ status: 'away', text: '' });
      expect(session.state().own).toEqual({ status: 'online', text: '' });
    });

    test('connected_AnotherUser_KnowsNothingOfTheFirst', async () => {
      const { server, session } = await connect({ status: 'busy', text: 'mine' });
      server.own = 'unreachable';
      session.lost();
      session.connected(bob);
      await turn();
      expect(session.state().own).toBeUndefined();
    });
  });

  describe('contacts', () => {
    test('watch_NewConnection_AsksAgain', async () => {
      const { server, session } = await connect();
      session.watch(['bob']);
      await vi.advanceTimersByTimeAsync(500);
      expect(server.heard()).toEqual([['Watch', { users: ['bob'] }]]);
      session.lost();
      session.connected(ann);
      expect(server.heard()).toEqual([['Watch', { users: ['bob'] }]]);
    });

    test('watch_Refused_WaitsAndAsksAgain', async () => {
      const { server, session } = await connect();
      server.answers.push(refusal({ retryable: true, retryAfterMs: 9000 }), { ok: true, users: [presence('bob', 1)] });
      session.watch(['bob']);
      await vi.advanceTimersByTimeAsync(500);
      expect(session.state().contacts.size).toBe(0);
      await vi.advanceTimersByTimeAsync(9000);
      expect(session.state().contacts.get('bob')?.status).toBe('online');
      expect(server.heard().length).toBe(2);
    });

    test('receive_News_TellsTheListenersAndOldWordsDoNot', async () => {
      const { session } = await connect();
      session.watch(['bob']);
      let told = 0;
      session.subscribe(() => told++);
      session.receive([presence('bob', 2)]);
      session.receive([presence('bob', 1)]);
      expect(told).toBe(1);
    });
  });
});
