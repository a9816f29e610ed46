import { describe, expect, test } from 'vitest';
import { Contacts } from './contacts';
import { presence, refusal } from './frames.testing';

/** Connected since long before 0, so that nothing is due; the moment of each call is in milliseconds. */
function create() {
  const contacts = new Contacts();
  contacts.connected(-10_000);
  contacts.request(-10_000);
  return contacts;
}

/** Asks and is answered. */
function watching(...users: string[]) {
  const contacts = create();
  contacts.watch(users, 0);
  contacts.answered(contacts.request(500)!, { ok: true, users: users.map(user => presence(user, 1)) }, 600);
  return contacts;
}

describe('Contacts', () => {
  test('watch_ManyComeAtOnce_IsOneCall', () => {
    const contacts = create();
    contacts.watch(['a'], 0);
    contacts.watch(['a', 'b'], 300);
    expect([contacts.wakeAt, contacts.request(499)]).toEqual([500, undefined]);
    contacts.watch(['a', 'b', 'c'], 499);
    expect(contacts.request(500)).toEqual({ users: ['a', 'b', 'c'] });
    expect(contacts.request(10_000)).toBeUndefined();
  });

  test('watch_TheyGoOnComing_AsksLessAndLessOften', () => {
    const contacts = create();
    const users: string[] = [];
    const asked: number[] = [];
    for (let now = 0; now <= 20_000; now += 100) {
      contacts.watch([...users, `u${users.push(`u${users.length}`)}`], now);
      const request = contacts.request(now);
      if (request === undefined) continue;
      asked.push(now);
      contacts.answered(request, { ok: true, users: [] }, now);
    }
    expect(asked).toEqual([500, 1100, 2100, 4100, 8100, 16_100]);
  });

  test('watch_AfterAQuietTime_AsksQuicklyAgain', () => {
    const contacts = watching('a');
    const ask = (user: string, now: number) => {
      contacts.watch([user], now);
      const at = contacts.wakeAt!;
      contacts.answered(contacts.request(at)!, { ok: true, users: [] }, at);
      return at - now;
    };
    expect([ask('b', 1000), ask('c', 1600), ask('d', 2600)]).toEqual([500, 900, 1900]);
    expect([ask('e', 40_000), ask('f', 40_600)]).toEqual([500, 500]);
  });

  test('watch_TheSameInAnotherOrderOrBackAgain_AsksNothing', () => {
    const contacts = watching('a', 'b');
    expect(contacts.watch(['b', 'a', 'a'], 10_000)).toBe(false);
    expect(contacts.wakeAt).toBeUndefined();
    contacts.watch(['a'], 10_000);
    contacts.watch(['a', 'b'], 10_100);
    expect(contacts.request(20_000)).toBeUndefined();
  });

  test('watch_TooMany_TakesTheFirst', () => {
    const contacts = create();
    const users = Array.from({ length: 201 }, (_, index) => `u${index}`);
    contacts.watch(users, 0);
    expect(contacts.request(500)?.users).toEqual(users.slice(0, 200));
  });

  test('watch_OneLess_IsForgottenAtOnceAndTheOthersStay', () => {
    const contacts = watching('a', 'b');
    contacts.watch(['b'], 1000);
    expect([...contacts.known.keys()]).toEqual(['b']);
    expect(contacts.take([presence('a', 9)])).toBe(false);
  });

  test('take_HighestVersionWins_InWhateverOrder', () => {
    const contacts = watching('a');
    expect(contacts.take([presence('a', 3, { status: 'busy' }), presence('a', 2, { status: 'away' })])).toBe(true);
    expect(contacts.take([presence('a', 3, { status: 'offline' }), presence('a', 1)])).toBe(false);
    expect(contacts.known.get('a')).toMatchObject({ status: 'busy', version: 3 });
  });

  test('take_FrameBeforeTheAnswer_IsNotUndoneByIt', () => {
    const contacts = create();
    contacts.watch(['a'], 0);
    const request = contacts.request(500)!;
    contacts.take([presence('a', 2, { status: 'busy' })]);
    contacts.answered(request, { ok: true, users: [presence('a', 1)] }, 600);
    expect(contacts.known.get('a')?.status).toBe('busy');
  });

  test('take_SomebodyWhoWasNeverThere_IsKnownFromVersionZero', () => {
    const contacts = create();
    contacts.watch(['a'], 0);
    expect(contacts.take([presence('a', 0, { status: 'offline' })])).toBe(true);
  });

  test('take_News_MakesAnotherMapAndOldWordsDoNot', () => {
    const contacts = watching('a');
    const before = contacts.known;
    contacts.take([presence('a', 1)]);
    expect(contacts.known).toBe(before);
    contacts.take([presence('a', 2)]);
    expect(contacts.known).not.toBe(before);
  });

  test('answered_RefusedForNow_AsksAgainWhenItMay', () => {
    const contacts = create();
    contacts.watch(['a'], 0);
    contacts.answered(contacts.request(500)!, refusal({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 7000 }), 600);
    expect(contacts.wakeAt).toBe(7600);
    contacts.watch(['a', 'b'], 700);
    expect(contacts.request(7599)).toBeUndefined();
    expect(contacts.request(7600)).toEqual({ users: ['a', 'b'] });
  });

  test('answered_RefusedForGood_AsksAgainOnlyForOthers', () => {
    const contacts = create();
    contacts.watch(['a'], 0);
    contacts.answered(contacts.request(500)!, refusal({ code: 'BAD_REQUEST' }), 600);
    expect(contacts.wakeAt).toBeUndefined();
    contacts.watch(['b'], 700);
    expect(contacts.request(1200)).toEqual({ users: ['b'] });
  });

  test('watch_WhileACallIsUnderWay_WaitsForItsAnswer', () => {
    const contacts = create();
    contacts.watch(['a'], 0);
    const request = contacts.request(500)!;
    contacts.watch(['b'], 600);
    expect([contacts.wakeAt, contacts.request(10_000)]).toEqual([undefined, undefined]);
    contacts.answered(request, { ok: true, users: [presence('a', 1)] }, 10_000);
    expect(contacts.known.size).toBe(0);
    expect(contacts.request(10_000)).toEqual({ users: ['b'] });
  });

  test('connected_AfterALoss_KeepsWhatIsKnownAndAsksAtOnce', () => {
    const contacts = watching('a');
    contacts.lost();
    contacts.watch(['a', 'b'], 700);
    expect([contacts.wakeAt, contacts.request(700)]).toEqual([undefined, undefined]);
    expect(contacts.known.size).toBe(1);
    contacts.connected(800);
    expect(contacts.request(800)).toEqual({ users: ['a', 'b'] });
  });

  test('answered_OfAConnectionThatWasLost_CountsNoMore', () => {
    const contacts = create();
    contacts.watch(['a'], 0);
    const request = contacts.request(500)!;
    contacts.lost();
    contacts.connected(600);
    contacts.answered(request, refusal({ retryable: true }), 700);
    expect(contacts.request(700)).toEqual({ users: ['a'] });
  });

  test('connected_NobodyToWatch_AsksNothing', () => {
    const contacts = new Contacts();
    contacts.connected(0);
    expect(contacts.request(0)).toBeUndefined();
    expect(contacts.wakeAt).toBeUndefined();
  });
});
