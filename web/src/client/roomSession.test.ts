import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatError, Joined, Result } from './contract';
import { ack, ann, blankQuote, bob, deleted, joined, joinedFrame, leftFrame, member, message, moderated, refusal, reply, roleFrame, room } from './frames.testing';
import type { Hub } from './hub';
import { unknownForMs } from './outbox';
import { quoteOf } from './quotes';
import { RoomSession } from './roomSession';

interface Call {
  readonly method: string;
  readonly argument: Record<string, unknown>;
  answer(result: object): Promise<void>;
  break(): Promise<void>;
}

/** A hub whose answers the test gives, one call at a time. */
class ScriptedHub implements Hub {
  readonly calls: Call[] = [];

  invoke<T>(method: string, argument: object): Promise<Result<T>> {
    return new Promise((resolve, reject) => {
      this.calls.push({
        method,
        argument: argument as Record<string, unknown>,
        answer: async result => {
          resolve(result as Result<T>);
          await turn();
        },
        break: async () => {
          reject(new Error('closed'));
          await turn();
        },
      });
    });
  }

  take(method: string): Call {
    const index = this.calls.findIndex(call => call.method === method);
    if (index < 0) throw new Error(`No ${method} among: ${this.calls.map(call => call.method).join(', ')}.`);
    return this.calls.splice(index, 1)[0]!;
  }
}

/** Lets every promise that is ready go on. */
const turn = () => vi.advanceTimersByTimeAsync(0);

async function enter(session: RoomSession, hub: ScriptedHub, answer: Joined = joined(4)) {
  session.connected(ann, undefined);
  await hub.take('Join').answer({ ok: true, ...answer });
}

async function create(answer?: Joined) {
  const hub = new ScriptedHub();
  const refused: ChatError[] = [];
  const session = new RoomSession(hub, room, error => refused.push(error));
  await enter(session, hub, answer);
  const shown = () => session.state().entries.map(entry => (entry.type === 'message' ? entry.id : entry.type));
  return { hub, session, refused, shown };
}

describe('RoomSession', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('receive_FrameOfAnotherRoom_Ignores', async () => {
    const { session, shown } = await create();
    session.receive([message(5, { room: 'OTHER' })]);
    expect(shown()).toEqual([]);
  });

  test('receive_Gap_FetchesWhatIsMissingAndWhoIsHere', async () => {
    const { hub, session, shown } = await create();
    session.receive([message(7)]);
    await vi.advanceTimersByTimeAsync(250);
    const fetch = hub.take('Fetch');
    expect(fetch.argument).toMatchObject({ room, after: 4 });
    await fetch.answer({ ok: true, epoch: 1, head: 7, messages: [message(5), message(7)], hasMore: false });
    expect(shown()).toEqual(['m5', 'm7']);
    const members = [member(ann), member(bob)];
    await hub.take('Members').answer({ ok: true, members, count: 2, hasMore: false });
    expect(session.state().members.map(member => member.id)).toEqual(['ann', 'bob']);
  });

  test('receive_SomebodyJoins_CountsAndSaysSo', async () => {
    const { session, shown } = await create();
    session.receive([joinedFrame(5, bob, 2)]);
    expect(session.state()).toMatchObject({ memberCount: 2 });
    expect(shown()).toEqual(['joined']);
  });

  test('receive_Typing_ShowsUntilTheMessageOrSilence', async () => {
    const { session } = await create();
    const typing = { type: 'typing', room, user: bob, on: true } as const;
    session.receive([typing]);
    expect(session.state().typing).toEqual([bob]);
    session.receive([message(5)]);
    expect(session.state().typing).toEqual([]);
    session.receive([typing, { ...typing, user: ann }]);
    expect(session.state().typing).toEqual([bob]);
    await vi.advanceTimersByTimeAsync(6000);
    expect(session.state().typing).toEqual([]);
  });

  test('send_Answered_ShowsAtOnceAndOnce', async () => {
    const { hub, session, shown } = await create();
    session.send({ body: 'hi' });
    expect(session.state().outgoing).toMatchObject([{ body: 'hi', status: 'sending' }]);
    const send = hub.take('Send');
    await send.answer(ack(5));
    expect(session.state().outgoing).toMatchObject([{ status: 'sent' }]);
    session.receive([message(5, { from: ann, key: send.argument['key'] as string })]);
    expect(session.state().outgoing).toEqual([]);
    expect(shown()).toEqual(['m5']);
  });

  test('send_FrameBeforeTheAnswer_ShowsOnce', async () => {
    const { hub, session, shown } = await create();
    session.send({ body: 'hi' });
    const send = hub.take('Send');
    session.receive([message(5, { from: ann, key: send.argument['key'] as string })]);
    await send.answer(ack(5));
    expect(session.state().outgoing).toEqual([]);
    expect(shown()).toEqual(['m5']);
  });

  test('send_AcknowledgedButNoFrame_FetchesIt', async () => {
    const { hub, session } = await create();
    session.send({ body: 'hi' });
    await hub.take('Send').answer(ack(5));
    await vi.advanceTimersByTimeAsync(250);
    const messages = [message(5, { from: ann })];
    await hub.take('Fetch').answer({ ok: true, epoch: 1, head: 5, messages, hasMore: false });
    expect(session.state().outgoing).toEqual([]);
  });

  test('send_NotAMember_JoinsAgainAndSendsUnderTheSameKey', async () => {
    const { hub, session } = await create();
    session.send({ body: 'hi' });
    const first = hub.take('Send');
    await first.answer(refusal({ code: 'NOT_A_MEMBER' }));
    await hub.take('Join').answer({ ok: true, ...joined(8) });
    expect(hub.take('Send').argument['key']).toBe(first.argument['key']);
  });

  test('send_NotAMemberAgainAfterJoining_Fails', async () => {
    const { hub, session } = await create();
    session.send({ body: 'hi' });
    await hub.take('Send').answer(refusal({ code: 'NOT_A_MEMBER' }));
    await hub.take('Join').answer({ ok: true, ...joined(8) });
    await hub.take('Send').answer(refusal({ code: 'NOT_A_MEMBER' }));
    expect(session.state().outgoing).toMatchObject([{ status: 'failed' }]);
  });

  describe('replies', () => {
    const target = message(4);
    const draft = { body: 'hi @Bob', replyTo: quoteOf(target), mentions: ['bob'] };
    const talk = () => create(joined(4, { messages: [target] }));

    test('send_Reply_ShowsItsQuoteAndMentionsAtOnceAndNamesThemToTheRoom', async () => {
      const { hub, session } = await talk();
      session.send(draft);
      expect(session.state().outgoing).toMatchObject([{ ...draft, status: 'sending' }]);
      const send = hub.take('Send');
      expect(send.argument).toMatchObject({ body: 'hi @Bob', replyTo: 'm4', mentions: ['bob'] });
      // The room's own quote counts once it is here.
      const key = send.argument['key'] as string;
      session.receive([reply(5, 'm4', { from: ann, key, mentions: ['bob'] })]);
      expect(session.state().outgoing).toEqual([]);
      expect(session.state().entries[1]).toMatchObject({ replyTo: { text: 'quote of m4' }, mentions: ['bob'] });
    });

    test('send_NoReply_NamesNeither', async () => {
      const { hub, session } = await talk();
      session.send({ body: 'hi' });
      const { argument } = hub.take('Send');
      expect(argument).not.toHaveProperty('replyTo');
      expect(argument).not.toHaveProperty('mentions');
    });

    test('send_AcknowledgedReplyNotInTheSnapshot_ShowsItsQuoteAndMentions', async () => {
      const { hub, session } = await talk();
      session.send(draft);
      await hub.take('Send').answer(ack(5));
      session.lost();
      session.connected(ann, { room, outcome: 'snapshot', joined: joined(300, { messages: [message(300)] }) });
      expect(session.state().entries.find(entry => entry.seq === 5 && entry.type === 'message')).toMatchObject(draft);
    });

    test('receive_DeletedWhileTheReplyIsOnItsWay_BlanksItsQuote', async () => {
      const { hub, session } = await talk();
      session.send(draft);
      session.receive([deleted(5, 'm4')]);
      expect(session.state().outgoing).toMatchObject([{ replyTo: blankQuote('m4') }]);
      await hub.take('Send').answer(ack(6));
      session.lost();
      session.connected(ann, { room, outcome: 'snapshot', joined: joined(300, { messages: [message(300)] }) });
      expect(session.state().entries.find(entry => entry.seq === 6)).toMatchObject({ replyTo: blankQuote('m4') });
    });

    test('send_ReplyToWhatWasDeletedMeanwhile_ShowsNoText', async () => {
      const { session } = await talk();
      session.receive([deleted(5, 'm4')]);
      session.send(draft);
      expect(session.state().outgoing).toMatchObject([{ replyTo: blankQuote('m4') }]);
    });

    test('send_TargetGone_SaysWhyAndKeepsTheTextForASendingWithoutTheQuote', async () => {
      const { hub, session } = await talk();
      session.send(draft);
      const first = hub.take('Send');
      await first.answer(refusal({ code: 'TARGET_GONE' }));
      const [failed] = session.state().outgoing;
      expect(failed).toMatchObject({ ...draft, status: 'failed', error: { code: 'TARGET_GONE' } });

      session.sendWithoutQuote(failed!.key);
      const second = hub.take('Send');
      expect(second.argument).toMatchObject({ body: 'hi @Bob', mentions: ['bob'] });
      expect(second.argument).not.toHaveProperty('replyTo');
      expect(second.argument['key']).not.toBe(first.argument['key']);
      expect(session.state().outgoing).toHaveLength(1);
    });

    test('sendWithoutQuote_NotFailed_ChangesNothing', async () => {
      const { hub, session } = await talk();
      session.send(draft);
      session.sendWithoutQuote(session.state().outgoing[0]!.key);
      hub.take('Send');
      expect(hub.calls).toEqual([]);
      expect(session.state().outgoing).toMatchObject([{ ...draft, status: 'sending' }]);
    });
  });

  test('leave_Joined_SaysSo', async () => {
    const { hub, session } = await create();
    void session.leave();
    expect(hub.take('Leave').argument).toEqual({ room });
  });

  test('connected_JoinAnswered_ShowsMembersAndHistory', async () => {
    const { type: _, ...untyped } = message(4);
    const { session, shown } = await create(joined(4, { messages: [message(3), untyped] }));
    expect(session.state()).toMatchObject({ joined: true, me: ann, memberCount: 1 });
    expect(shown()).toEqual(['m3', 'm4']);
  });

  test('connected_JoinRefused_TellsWhyOnce', async () => {
    const hub = new ScriptedHub();
    const refused: ChatError[] = [];
    const session = new RoomSession(hub, room, error => refused.push(error));
    session.connected(ann, undefined);
    await hub.take('Join').answer(refusal({ code: 'ROOM_FULL' }));
    session.lost();
    expect(refused.map(error => error.code)).toEqual(['ROOM_FULL']);
  });

  test('connected_JoinRefusedForNow_JoinsAgainWhenTold', async () => {
    const hub = new ScriptedHub();
    new RoomSession(hub, room, () => undefined).connected(ann, undefined);
    await hub.take('Join').answer(refusal({ code: 'OVERLOADED', retryable: true, retryAfterMs: 3000 }));
    await vi.advanceTimersByTimeAsync(2999);
    expect(hub.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(hub.take('Join').argument).toMatchObject({ room });
  });

  test('receive_FramesInTheSameTurnAsTheJoinAnswer_AppliesThemAfterIt', async () => {
    const hub = new ScriptedHub();
    const session = new RoomSession(hub, room, () => undefined);
    session.connected(ann, undefined);
    const answered = hub.take('Join').answer({ ok: true, ...joined(4) });
    session.receive([message(4), message(5)]);
    await answered;
    expect(session.state().entries.map(entry => entry.seq)).toEqual([5]);
  });

  test('send_RateLimited_WaitsAsToldAndSendsUnderTheSameKey', async () => {
    const { hub, session } = await create();
    session.send({ body: 'hi' });
    session.send({ body: 'there' });
    const first = hub.take('Send');
    await first.answer(refusal({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 6000 }));
    expect(session.state()).toMatchObject({ slowUntil: Date.now() + 6000, outgoing: [{ status: 'waiting' }, { status: 'waiting' }] });
    await vi.advanceTimersByTimeAsync(5999);
    expect(hub.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(hub.take('Send').argument).toMatchObject({ key: first.argument['key'], body: 'hi' });
    expect(hub.calls).toEqual([]);
  });

  test('send_OutcomeUnknown_SaysThatItIsARetry', async () => {
    const { hub, session } = await create();
    session.send({ body: 'hi' });
    const first = hub.take('Send');
    expect(first.argument).not.toHaveProperty('retry');
    await first.answer(refusal({ code: 'UNAVAILABLE', retryable: true, retryAfterMs: 1000 }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(hub.take('Send').argument).toMatchObject({ key: first.argument['key'], retry: true });
  });

  test('send_SeveralAtOnce_GoOneAfterTheOther', async () => {
    const { hub, session } = await create();
    for (const body of ['one', 'two']) session.send({ body });
    const first = hub.take('Send');
    expect(first.argument['body']).toBe('one');
    expect(hub.calls).toEqual([]);
    await first.answer(ack(5));
    expect(hub.take('Send').argument['body']).toBe('two');
  });

  test('retry_FailedMessage_SendsUnderTheSameKey', async () => {
    const { hub, session } = await create();
    session.send({ body: 'hi' });
    const first = hub.take('Send');
    await first.answer(refusal({ code: 'INTERNAL', retryable: true }));
    session.retry(session.state().outgoing[0]!.key);
    expect(hub.take('Send').argument).toMatchObject({ key: first.argument['key'], body: 'hi' });
  });

  test('connected_AfterALossWithAnUnansweredMessage_SendsItAgainUnderTheSameKey', async () => {
    const { hub, session, shown } = await create();
    session.send({ body: 'hi' });
    const first = hub.take('Send');
    session.lost();
    await first.break();
    expect(session.state().outgoing).toMatchObject([{ status: 'waiting' }]);
    // It had arrived: what was missed brings it without its key, and the room answers as it did the first time.
    session.connected(ann, { room, outcome: 'resumed', joined: joined(5, { messages: [message(5, { from: ann })] }) });
    const second = hub.take('Send');
    expect(second.argument['key']).toBe(first.argument['key']);
    await second.answer(ack(5, { duplicate: true }));
    expect(session.state().outgoing).toEqual([]);
    expect(shown()).toEqual(['m5']);
  });

  test('connected_AcknowledgedMessageNotInTheSnapshot_ShowsItAsAcknowledged', async () => {
    const { hub, session, shown } = await create();
    session.send({ body: 'hi' });
    await hub.take('Send').answer(ack(5));
    session.lost();
    session.connected(ann, { room, outcome: 'snapshot', joined: joined(300, { messages: [message(300)] }) });
    expect(shown()).toEqual(['m5', 'm300']);
    expect(session.state().outgoing).toEqual([]);
  });

  test('lost_UnknownForFourMinutes_LeavesTheRetryToTheUser', async () => {
    const { hub, session } = await create();
    session.send({ body: 'hi' });
    const send = hub.take('Send');
    session.lost();
    await send.break();
    await vi.advanceTimersByTimeAsync(unknownForMs);
    expect(session.state().outgoing).toMatchObject([{ status: 'failed', error: { retryable: true } }]);
    session.connected(ann, { room, outcome: 'resumed', joined: joined(4) });
    expect(hub.calls).toEqual([]);
  });

  test('connected_WrittenWhileAway_SendsItHoweverLongItWas', async () => {
    const { hub, session } = await create();
    session.lost();
    session.send({ body: 'hi' });
    await vi.advanceTimersByTimeAsync(10 * unknownForMs);
    session.connected(ann, { room, outcome: 'resumed', joined: joined(4) });
    expect(hub.take('Send').argument).toMatchObject({ body: 'hi' });
  });

  test('connected_AsAnotherUser_RepeatsNothingUnasked', async () => {
    const { hub, session } = await create();
    session.lost();
    session.send({ body: 'hi' });
    session.connected(bob, { room, outcome: 'resumed', joined: joined(4) });
    expect(hub.calls).toEqual([]);
    expect(session.state().outgoing).toMatchObject([{ status: 'failed' }]);
  });

  test('suspend_WrittenMeanwhile_WaitsForTheNewConnection', async () => {
    const { hub, session } = await create();
    session.suspend();
    session.send({ body: 'hi' });
    expect(hub.calls).toEqual([]);
    session.connected(ann, { room, outcome: 'resumed', joined: joined(4) });
    expect(hub.take('Send').argument).toMatchObject({ body: 'hi' });
  });

  test('seen_NewestMessage_MarksItAndThenAtMostEveryTwoSeconds', async () => {
    const { hub, session } = await create(joined(4, { messages: [message(4)] }));
    session.seen();
    expect(hub.take('MarkRead').argument).toEqual({ room, seq: 4 });
    session.receive([message(5)]);
    session.seen();
    session.receive([message(6)]);
    session.seen();
    expect(hub.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(hub.take('MarkRead').argument).toEqual({ room, seq: 6 });
    expect(hub.calls).toEqual([]);
  });

  test('seen_ReadInAnotherWindow_MarksNothing', async () => {
    const { hub, session } = await create(joined(4, { messages: [message(4)], read: [{ user: ann.id, seq: 4 }] }));
    session.seen();
    expect(hub.calls).toEqual([]);
  });

  test('leave_Gap_AsksNoMore', async () => {
    const { hub, session } = await create();
    session.receive([message(7)]);
    void session.leave();
    hub.take('Leave');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(hub.calls).toEqual([]);
  });

  test('act_Answered_NamesTheMessageAndAwaitsItsFrame', async () => {
    const { hub, session } = await create(joined(4, { messages: [message(4, { from: ann })] }));
    const done = session.act('m4', { method: 'Edit', body: 'new', version: 4 });
    const call = hub.take('Edit');
    expect(call.argument).toMatchObject({ room, target: 'm4', body: 'new', version: 4, clock: 4 });
    expect(call.argument['key']).toMatch(/^[0-9a-f]{32}$/);
    expect(call.argument).not.toHaveProperty('method');
    await call.answer(ack(5));
    expect(await done).toBeUndefined();
    await vi.advanceTimersByTimeAsync(250);
    expect(hub.take('Fetch').argument).toMatchObject({ after: 4 });
  });

  test('act_Refused_SaysWhy', async () => {
    const { hub, session } = await create(joined(4, { messages: [message(4)] }));
    const done = session.act('m4', { method: 'React', emoji: '👍', on: true });
    await hub.take('React').answer(refusal({ code: 'TARGET_GONE' }));
    expect(await done).toMatchObject({ code: 'TARGET_GONE' });
  });

  test('act_ConnectionBreaks_FailsAndIsNotRepeated', async () => {
    const { hub, session } = await create(joined(4, { messages: [message(4)] }));
    const done = session.act('m4', { method: 'Pin', on: true });
    await hub.take('Pin').break();
    expect(await done).toMatchObject({ code: 'UNAVAILABLE' });
    session.lost();
    expect(await session.act('m4', { method: 'Delete' })).toMatchObject({ code: 'UNAVAILABLE' });
    expect(hub.calls.map(call => call.method)).not.toContain('Delete');
  });

  describe('moderation', () => {
    const minute = 60_000;
    const slowMode = refusal({ code: 'SLOW_MODE', retryable: true, retryAfterMs: 30_000 });

    test('receive_OwnKick_EndsTheSessionAndSaysWhyOnce', async () => {
      const { hub, session, refused } = await create();
      session.receive([message(5), moderated(6, 'kick', { user: ann, reason: 'Too loud' })]);
      session.lost();
      expect(refused).toEqual([{ code: 'NOT_A_MEMBER', message: 'You were removed from this room: Too loud', retryable: false }]);
      expect(session.state().joined).toBe(false);
      await vi.advanceTimersByTimeAsync(10 * minute);
      expect(hub.calls.map(call => call.method)).toEqual(['Leave']);
    });

    test('receive_OwnBan_SaysHowLongByTheServersClock', async () => {
      const hub = new ScriptedHub();
      const refused: ChatError[] = [];
      const session = new RoomSession(hub, room, error => refused.push(error));
      session.connected(ann, undefined, 5 * minute);
      await hub.take('Join').answer({ ok: true, ...joined(4) });
      session.receive([moderated(5, 'ban', { user: ann, until: Date.now() + 15 * minute })]);
      expect(refused).toMatchObject([{ code: 'BANNED', retryAfterMs: 10 * minute }]);
    });

    test('receive_OwnKickAfterARefusedSend_DoesNotComeBackIn', async () => {
      const { hub, session, refused } = await create();
      session.send({ body: 'hi' });
      await hub.take('Send').answer(refusal({ code: 'NOT_A_MEMBER' }));
      const join = hub.take('Join');
      session.receive([moderated(5, 'kick', { user: ann })]);
      await join.answer({ ok: true, ...joined(6) });
      expect(refused.map(error => error.code)).toEqual(['NOT_A_MEMBER']);
      // The join had been asked for already.
      expect(hub.calls.map(call => call.method)).toEqual(['Leave']);
    });

    test('receive_SomebodyElseIsRemoved_StopsHisTyping', async () => {
      const { session, shown } = await create(joined(4, { members: [member(ann), member(bob)], memberCount: 2 }));
      session.receive([{ type: 'typing', room, user: bob, on: true }]);
      session.receive([moderated(5, 'kick', { user: bob, by: ann }), leftFrame(6, bob, 1, 'removed')]);
      expect(session.state()).toMatchObject({ typing: [], memberCount: 1, joined: true });
      expect(shown()).toEqual(['moderated', 'left']);
    });

    test('receive_MuteForATime_HoldsAndEndsByItselfByTheServersClock', async () => {
      const hub = new ScriptedHub();
      const session = new RoomSession(hub, room, () => undefined);
      session.connected(ann, undefined, 5 * minute);
      await hub.take('Join').answer({ ok: true, ...joined(4) });
      const end = Date.now() + 10 * minute;
      session.receive([moderated(5, 'mute', { user: ann, until: end + 5 * minute })]);
      expect(session.state().rules).toEqual({ mutedUntil: end });
      await vi.advanceTimersByTimeAsync(10 * minute - 1);
      expect(session.state().rules).toEqual({ mutedUntil: end });
      let told = 0;
      session.subscribe(() => told++);
      await vi.advanceTimersByTimeAsync(1);
      expect(session.state().rules).toEqual({});
      expect(told).toBe(1);
    });

    test('receive_RulesWithoutEnd_HoldUntilLifted', async () => {
      const { session } = await create(joined(4, { rules: { frozenUntil: 0, mutedUntil: 0 } }));
      expect(session.state().rules).toEqual({ frozenUntil: 0, mutedUntil: 0 });
      await vi.advanceTimersByTimeAsync(1000 * minute);
      session.receive([moderated(5, 'unmute', { user: ann }), moderated(6, 'slow', { intervalMs: 5000 })]);
      expect(session.state().rules).toEqual({ frozenUntil: 0, intervalMs: 5000 });
    });

    test('receive_RuleThatEndsInMonths_WaitsNoShorterThanThat', async () => {
      const { session } = await create();
      session.receive([moderated(5, 'mute', { user: ann, until: Date.now() + 2 ** 32 })]);
      await vi.advanceTimersByTimeAsync(2 ** 31);
      expect(session.state().rules).toHaveProperty('mutedUntil');
      await vi.advanceTimersByTimeAsync(2 ** 31);
      expect(session.state().rules).toEqual({});
    });

    test('receive_OwnRole_IsInTheState', async () => {
      const { session } = await create();
      expect(session.state().role).toBe('member');
      session.receive([roleFrame(5, ann, 'moderator')]);
      expect(session.state()).toMatchObject({ role: 'moderator', members: [{ id: 'ann', role: 'moderator' }] });
    });

    test('typed_Silenced_SaysNothing', async () => {
      const { hub, session } = await create(joined(4, { rules: { frozenUntil: 0 } }));
      session.typed(true);
      expect(hub.calls).toEqual([]);
      session.receive([roleFrame(5, ann, 'moderator')]);
      session.typed(true);
      expect(hub.take('Typing').argument).toEqual({ room, on: true });
    });

    test('send_SlowMode_WaitsAsToldAndSendsUnderTheSameKey', async () => {
      const { hub, session } = await create();
      session.send({ body: 'hi' });
      const first = hub.take('Send');
      await first.answer(slowMode);
      expect(session.state()).toMatchObject({ slowUntil: Date.now() + 30_000, outgoing: [{ status: 'waiting' }] });
      await vi.advanceTimersByTimeAsync(29_999);
      expect(hub.calls).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(hub.take('Send').argument).toMatchObject({ key: first.argument['key'], body: 'hi' });
    });

    test.each([
      ['SlowModeEnds', moderated(5, 'slow', { intervalMs: 0 })],
      ['OwnRoleChanges', roleFrame(5, ann, 'moderator')],
    ])('send_%sWhileItWaits_SendsAtOnce', async (_, frame) => {
      const { hub, session } = await create();
      session.send({ body: 'hi' });
      await hub.take('Send').answer(slowMode);
      session.receive([frame]);
      expect(hub.take('Send').argument).toMatchObject({ body: 'hi' });
      expect(session.state().slowUntil).toBeLessThanOrEqual(Date.now());
    });

    test('receive_SlowModeEndsWhileTheRateLimitHolds_WaitsOn', async () => {
      const { hub, session } = await create();
      session.send({ body: 'hi' });
      await hub.take('Send').answer(refusal({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 6000 }));
      const { slowUntil } = session.state();
      session.receive([moderated(5, 'slow', { intervalMs: 0 }), roleFrame(6, bob, 'moderator')]);
      expect(hub.calls).toEqual([]);
      expect(session.state().slowUntil).toBe(slowUntil);
    });

    test.each(['MUTED', 'ROOM_FROZEN'])('send_%s_FailsAndIsNotRepeated', async code => {
      const { hub, session } = await create();
      session.send({ body: 'hi' });
      const first = hub.take('Send');
      await first.answer(refusal({ code, retryAfterMs: 1000 }));
      await vi.advanceTimersByTimeAsync(minute);
      expect(hub.calls).toEqual([]);
      expect(session.state()).toMatchObject({ slowUntil: 0, joined: true, outgoing: [{ status: 'failed', error: { code } }] });
      session.retry(session.state().outgoing[0]!.key);
      expect(hub.take('Send').argument['key']).toBe(first.argument['key']);
    });

    test('send_Banned_FailsAndHearsWhyFromAJoin', async () => {
      const { hub, session, refused } = await create();
      session.send({ body: 'hi' });
      await hub.take('Send').answer(refusal({ code: 'BANNED' }));
      expect(session.state().outgoing).toMatchObject([{ status: 'failed', error: { code: 'BANNED' } }]);
      await hub.take('Join').answer(refusal({ code: 'BANNED', message: 'You were banned from this room: Spam', retryAfterMs: minute }));
      expect(refused).toMatchObject([{ code: 'BANNED', message: 'You were banned from this room: Spam', retryAfterMs: minute }]);
    });

    test('decide_Answered_NamesKeyAndClockAndAwaitsItsFrame', async () => {
      const { hub, session } = await create();
      const done = session.decide({ action: 'mute', user: 'bob', forMs: 10 * minute, reason: 'Spam' });
      const call = hub.take('Moderate');
      expect(call.argument).toEqual({
        room, key: expect.stringMatching(/^[0-9a-f]{32}$/), action: 'mute', user: 'bob', until: Date.now() + 10 * minute, reason: 'Spam', clock: 4,
      });
      await call.answer(ack(5));
      expect(await done).toBeUndefined();
      await vi.advanceTimersByTimeAsync(250);
      expect(hub.take('Fetch').argument).toMatchObject({ after: 4 });
    });

    test('decide_ByAClockThatIsWrong_NamesTheServersTime', async () => {
      const hub = new ScriptedHub();
      const session = new RoomSession(hub, room, () => undefined);
      session.connected(ann, undefined, -7 * minute);
      await hub.take('Join').answer({ ok: true, ...joined(4) });
      void session.decide({ action: 'ban', user: 'bob', forMs: 10 * minute });
      expect(hub.take('Moderate').argument).toMatchObject({ until: Date.now() + 3 * minute });
    });

    test('decide_Role_SetsIt', async () => {
      const { hub, session } = await create();
      const done = session.decide({ action: 'role', user: 'bob', role: 'moderator' });
      const call = hub.take('SetRole');
      expect(call.argument).toMatchObject({ room, user: 'bob', role: 'moderator', clock: 4 });
      await call.answer(refusal({ code: 'FORBIDDEN' }));
      expect(await done).toMatchObject({ code: 'FORBIDDEN' });
      expect(session.state().joined).toBe(true);
    });

    test.each(['NOT_A_MEMBER', 'BANNED'])('decide_%s_JoinsToHearWhy', async code => {
      const { hub, session } = await create();
      const done = session.decide({ action: 'freeze' });
      await hub.take('Moderate').answer(refusal({ code }));
      expect(await done).toMatchObject({ code });
      expect(hub.take('Join').argument).toMatchObject({ room });
    });

    test('decide_NotConnected_SaysSoAndAsksForNothing', async () => {
      const { hub, session } = await create();
      session.lost();
      expect(await session.decide({ action: 'freeze' })).toMatchObject({ code: 'UNAVAILABLE' });
      expect(hub.calls).toEqual([]);
    });
  });
});
