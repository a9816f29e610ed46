import { describe, expect, test } from 'vitest';
import { ack, ann, bob, message, refusal } from './frames.testing';
import { Outbox, unknownForMs } from './outbox';

/** An outbox with a message for each key, written at 0. */
function create(...keys: string[]): Outbox {
  const outbox = new Outbox();
  for (const key of keys) outbox.add(key, { body: `body of ${key}` }, 0);
  return outbox;
}

const statuses = (outbox: Outbox) => outbox.messages.map(({ key, status }) => `${key} ${status}`);
const unavailable = refusal({ code: 'UNAVAILABLE', retryable: true, retryAfterMs: 2000 }).error;
const slowed = refusal({ code: 'SLOW_MODE', retryable: true, retryAfterMs: 30_000 }).error;
const limited = refusal({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 6000 }).error;

describe('Outbox', () => {
  test('add_NewMessage_IsShownAtOnceAndNext', () => {
    const outbox = create('a');
    expect(outbox.messages).toEqual([{ key: 'a', body: 'body of a', at: 0, status: 'waiting' }]);
    expect(outbox.next(0)?.key).toBe('a');
  });

  test('next_OneInFlight_HoldsBackTheOthers', () => {
    const outbox = create('a', 'b');
    outbox.begin('a', 0);
    expect(outbox.next(0)).toBeUndefined();
    outbox.acknowledged('a', ack(5));
    expect(outbox.next(0)?.key).toBe('b');
  });

  test('settle_OwnFrame_TakesItOut', () => {
    const outbox = create('a');
    outbox.begin('a', 0);
    outbox.settle(message(5, { from: ann, key: 'a' }));
    expect(outbox.messages).toEqual([]);
  });

  test('settle_HistoryWithoutKeys_GoesByTheAcknowledgedId', () => {
    const outbox = create('a');
    outbox.acknowledged('a', ack(5));
    outbox.settle(message(5, { from: ann }));
    expect(outbox.messages).toEqual([]);
  });

  test('takeSent_PlaceReached_HandsItOverOnce', () => {
    const outbox = create('a');
    outbox.acknowledged('a', ack(5));
    expect(outbox.takeSent(4)).toEqual([]);
    expect(outbox.takeSent(5)).toMatchObject([{ key: 'a', ack: { id: 'm5' } }]);
    expect(outbox.messages).toEqual([]);
  });

  test('unanswered_ConnectionBroke_GoesFirstUnderTheSameKey', () => {
    const outbox = create('a', 'b');
    outbox.begin('a', 0);
    outbox.unanswered('a');
    expect(statuses(outbox)).toEqual(['a waiting', 'b waiting']);
    expect(outbox.next(60_000)?.key).toBe('a');
  });

  test('unanswered_FrameCameBefore_StaysSettled', () => {
    const outbox = create('a');
    outbox.begin('a', 0);
    outbox.settle(message(5, { key: 'a' }));
    outbox.unanswered('a');
    expect(outbox.messages).toEqual([]);
  });

  test('refused_RateLimited_WaitsAsLongAsToldAndKeepsTheOrder', () => {
    const outbox = create('a', 'b');
    outbox.begin('a', 1000);
    expect(outbox.refused('a', limited, 1000)).toBe(true);
    expect(outbox.messages[0]).toMatchObject({ status: 'waiting', retryAt: 7000, error: limited });
    expect(outbox.next(6999)).toBeUndefined();
    expect(outbox.wakeAt(1000)).toBe(7000);
    expect(outbox.next(7000)?.key).toBe('a');
  });

  test('refused_SlowMode_WaitsAsLongAsTold', () => {
    const outbox = create('a', 'b');
    outbox.begin('a', 1000);
    expect(outbox.refused('a', slowed, 1000)).toBe(true);
    expect(outbox.messages[0]).toMatchObject({ status: 'waiting', retryAt: 31_000, error: slowed });
    expect(outbox.next(30_999)).toBeUndefined();
    expect(outbox.next(31_000)?.key).toBe('a');
  });

  test('hurry_RefusedForThisReason_WaitsNoMore', () => {
    const outbox = create('a', 'b');
    outbox.begin('a', 1000);
    outbox.refused('a', slowed, 1000);
    outbox.hurry('SLOW_MODE');
    expect(outbox.next(1001)).toMatchObject({ key: 'a', status: 'waiting' });
    expect(outbox.messages[0]).not.toHaveProperty('retryAt');
  });

  test('hurry_RefusedForAnotherReason_WaitsOn', () => {
    const outbox = create('a');
    outbox.begin('a', 1000);
    outbox.refused('a', limited, 1000);
    outbox.hurry('SLOW_MODE');
    expect(outbox.next(6999)).toBeUndefined();
  });

  test('hurry_Failed_StaysFailed', () => {
    const outbox = create('a');
    outbox.refused('a', refusal({ code: 'MUTED' }).error, 0);
    outbox.hurry('MUTED');
    expect(statuses(outbox)).toEqual(['a failed']);
  });

  test.each(['MUTED', 'ROOM_FROZEN', 'BANNED'])('refused_%s_FailsAndLetsTheUserDecide', code => {
    const outbox = create('a');
    outbox.begin('a', 0);
    expect(outbox.refused('a', refusal({ code, retryAfterMs: 600_000 }).error, 0)).toBe(false);
    expect(outbox.messages[0]).toMatchObject({ status: 'failed', error: { code } });
  });

  test('refused_RateLimitedForLong_NeverFailsAsUnknown', () => {
    const outbox = create('a');
    outbox.begin('a', 0);
    outbox.refused('a', { ...limited, retryAfterMs: 2 * unknownForMs }, 0);
    outbox.expire(2 * unknownForMs);
    expect(statuses(outbox)).toEqual(['a waiting']);
  });

  test('refused_Unavailable_RepeatsAndFailsAfterFourMinutesOfNotKnowing', () => {
    const outbox = create('a');
    outbox.begin('a', 0);
    outbox.refused('a', unavailable, 5000);
    expect(outbox.wakeAt(5000)).toBe(7000);
    outbox.begin('a', 7000);
    outbox.refused('a', unavailable, 12_000);
    outbox.expire(unknownForMs - 1);
    expect(statuses(outbox)).toEqual(['a waiting']);
    outbox.expire(unknownForMs);
    expect(outbox.messages[0]).toMatchObject({ status: 'failed', error: { retryable: true } });
  });

  test('wakeAt_UnknownAndNoConnection_IsWhenItFails', () => {
    const outbox = create('a');
    outbox.begin('a', 1000);
    outbox.unanswered('a');
    expect(outbox.wakeAt(2000)).toBe(1000 + unknownForMs);
  });

  test('expire_NeverSent_WaitsHoweverLong', () => {
    const outbox = create('a');
    outbox.expire(100 * unknownForMs);
    expect(outbox.next(100 * unknownForMs)?.key).toBe('a');
  });

  test('refused_ForGood_ShowsTheReasonAndLetsTheNextGo', () => {
    const outbox = create('a', 'b');
    outbox.begin('a', 0);
    const { error } = refusal({ code: 'TOO_LARGE' });
    expect(outbox.refused('a', error, 0)).toBe(false);
    expect(outbox.messages[0]).toMatchObject({ status: 'failed', error });
    expect(outbox.next(0)?.key).toBe('b');
  });

  test('retry_Failed_TakesItsOldPlaceUnderItsKey', () => {
    const outbox = create('a', 'b');
    outbox.begin('a', 0);
    outbox.refused('a', refusal({ code: 'INTERNAL', retryable: true }).error, 0);
    outbox.retry('a');
    expect(outbox.messages[0]).toEqual({ key: 'a', body: 'body of a', at: 0, status: 'waiting' });
    expect(outbox.next(0)?.key).toBe('a');
  });

  test('add_Reply_KeepsItsQuoteAndMentionsThroughAllStates', () => {
    const draft = { body: 'a', replyTo: { id: 'm1', from: bob, text: 'b' }, mentions: ['bob'] };
    const outbox = new Outbox();
    outbox.add('a', draft, 0);
    expect(outbox.messages).toEqual([{ ...draft, key: 'a', at: 0, status: 'waiting' }]);
    outbox.begin('a', 0);
    outbox.unanswered('a');
    outbox.begin('a', 1);
    outbox.refused('a', limited, 1);
    outbox.begin('a', 7001);
    outbox.refused('a', refusal({ code: 'INTERNAL' }).error, 7001);
    expect(outbox.messages[0]).toMatchObject({ ...draft, status: 'failed' });
    outbox.retry('a');
    expect(outbox.messages).toEqual([{ ...draft, key: 'a', at: 0, status: 'waiting' }]);
    outbox.begin('a', 8000);
    outbox.acknowledged('a', ack(5));
    expect(outbox.messages).toEqual([{ ...draft, key: 'a', at: 0, status: 'sent', ack: ack(5) }]);
  });

  test('forgetQuote_QuotedMessageDeleted_LosesTheTextOfThatQuoteAlone', () => {
    const outbox = create('plain');
    for (const id of ['m1', 'm2']) outbox.add(id, { body: 'a', replyTo: { id, from: bob, text: 'b' } }, 0);
    outbox.forgetQuote('m1');
    expect(outbox.messages.map(one => one.replyTo)).toEqual([undefined, { id: 'm1', from: bob, text: '', deleted: true }, { id: 'm2', from: bob, text: 'b' }]);
  });

  test('retry_NotFailed_ChangesNothing', () => {
    const outbox = create('a');
    outbox.begin('a', 0);
    outbox.retry('a');
    expect(statuses(outbox)).toEqual(['a sending']);
  });

  test('failAll_AnotherUser_RepeatsNothingUnasked', () => {
    const outbox = create('a', 'b');
    outbox.begin('a', 0);
    outbox.failAll();
    expect(statuses(outbox)).toEqual(['a failed', 'b failed']);
    expect(outbox.next(0)).toBeUndefined();
  });

  test('remove_GivenUp_IsGone', () => {
    const outbox = create('a', 'b');
    outbox.remove('a');
    expect(statuses(outbox)).toEqual(['b waiting']);
  });
});
