import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ack, ChatError, Joined, Result } from './contract';
import { ann, bob, joined, joinedFrame, message, room } from './frames.testing';
import { RoomSession, type Hub } from './roomSession';

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

const welcome = {
  ok: true, user: ann, serverTime: 0, limits: { bodyCharacters: 500 }, server: { version: '1', runtime: 'embedded', gateway: 'g' },
};
const refusal = (error: Partial<ChatError>) => ({ ok: false, error: { code: 'BAD_REQUEST', message: 'No.', retryable: false, ...error } });
const ack = (seq: number, more: Partial<Ack> = {}) => ({ ok: true, id: `m${seq}`, epoch: 1, seq, clock: seq, at: seq, duplicate: false, ...more });

async function enter(session: RoomSession, hub: ScriptedHub, answer: Joined = joined(4)) {
  void session.opened();
  await hub.take('Hello').answer(welcome);
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

  test('opened_JoinAnswered_ShowsMembersAndHistory', async () => {
    const { session, shown } = await create(joined(4, { messages: [message(3), message(4)] }));
    expect(session.state()).toMatchObject({ joined: true, me: ann, memberCount: 1, limits: { bodyCharacters: 500 } });
    expect(shown()).toEqual(['m3', 'm4']);
  });

  test('opened_HistoryWithoutTypes_ShowsItAsMessages', async () => {
    const { type: _, ...untyped } = message(4);
    const { shown } = await create(joined(4, { messages: [untyped] }));
    expect(shown()).toEqual(['m4']);
  });

  test('opened_JoinRefused_TellsWhy', async () => {
    const hub = new ScriptedHub();
    const refused: ChatError[] = [];
    void new RoomSession(hub, room, error => refused.push(error)).opened();
    await hub.take('Hello').answer(welcome);
    await hub.take('Join').answer(refusal({ code: 'ROOM_FULL' }));
    expect(refused.map(error => error.code)).toEqual(['ROOM_FULL']);
  });

  test('opened_JoinRefusedForNow_JoinsAgainWhenTold', async () => {
    const hub = new ScriptedHub();
    void new RoomSession(hub, room, () => undefined).opened();
    await hub.take('Hello').answer(welcome);
    await hub.take('Join').answer(refusal({ code: 'OVERLOADED', retryable: true, retryAfterMs: 3000 }));
    await vi.advanceTimersByTimeAsync(2999);
    expect(hub.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(hub.take('Join').argument).toMatchObject({ room });
  });

  test('receive_FramesInTheSameTurnAsTheJoinAnswer_AppliesThemAfterIt', async () => {
    const hub = new ScriptedHub();
    const session = new RoomSession(hub, room, () => undefined);
    void session.opened();
    await hub.take('Hello').answer(welcome);
    const answered = hub.take('Join').answer({ ok: true, ...joined(4) });
    session.receive([message(4), message(5)]);
    await answered;
    expect(session.state().entries.map(entry => entry.seq)).toEqual([5]);
  });

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
    const members = [{ ...ann, role: 'member' }, { ...bob, role: 'member' }];
    await hub.take('Members').answer({ ok: true, members, count: 2, hasMore: false });
    expect(session.state().members.map(member => member.id)).toEqual(['ann', 'bob']);
  });

  test('receive_GapThatTheRoomForgot_JoinsAgain', async () => {
    const { hub, session, shown } = await create();
    session.receive([message(7)]);
    await vi.advanceTimersByTimeAsync(250);
    await hub.take('Fetch').answer(refusal({ code: 'RANGE_EVICTED' }));
    await hub.take('Join').answer({ ok: true, ...joined(7, { messages: [message(7)] }) });
    expect(shown()).toEqual(['m7']);
  });

  test.each([{ type: 'epoch', room, epoch: 2 }, { type: 'resync', room }] as const)('receive_$type_JoinsAgain', async frame => {
    const { hub, session } = await create();
    session.receive([frame]);
    expect(session.state().joined).toBe(false);
    await hub.take('Join').answer({ ok: true, ...joined(9, { epoch: 2 }) });
    expect(session.state().joined).toBe(true);
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
    session.send('hi');
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
    session.send('hi');
    const send = hub.take('Send');
    session.receive([message(5, { from: ann, key: send.argument['key'] as string })]);
    await send.answer(ack(5));
    expect(session.state().outgoing).toEqual([]);
    expect(shown()).toEqual(['m5']);
  });

  test('send_AcknowledgedButNoFrame_FetchesIt', async () => {
    const { hub, session } = await create();
    session.send('hi');
    await hub.take('Send').answer(ack(5));
    await vi.advanceTimersByTimeAsync(250);
    const messages = [message(5, { from: ann })];
    await hub.take('Fetch').answer({ ok: true, epoch: 1, head: 5, messages, hasMore: false });
    expect(session.state().outgoing).toEqual([]);
  });

  test('send_RateLimited_FailsWithTheTimeToWait', async () => {
    const { hub, session } = await create();
    session.send('hi');
    await hub.take('Send').answer(refusal({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 6000 }));
    const [failed] = session.state().outgoing;
    expect(failed).toMatchObject({ status: 'failed', retryAt: Date.now() + 6000 });
    expect(session.state().slowUntil).toBe(Date.now() + 6000);
  });

  test('retry_FailedMessage_SendsUnderTheSameKey', async () => {
    const { hub, session } = await create();
    session.send('hi');
    const first = hub.take('Send');
    await first.answer(refusal({ code: 'UNAVAILABLE', retryable: true }));
    session.retry(session.state().outgoing[0]!.key);
    expect(hub.take('Send').argument).toMatchObject({ key: first.argument['key'], body: 'hi' });
  });

  test('send_NotAMember_JoinsAgainAndSendsUnderTheSameKey', async () => {
    const { hub, session } = await create();
    session.send('hi');
    const first = hub.take('Send');
    await first.answer(refusal({ code: 'NOT_A_MEMBER' }));
    await hub.take('Join').answer({ ok: true, ...joined(8) });
    expect(hub.take('Send').argument['key']).toBe(first.argument['key']);
  });

  test('send_NotAMemberAgainAfterJoining_Fails', async () => {
    const { hub, session } = await create();
    session.send('hi');
    await hub.take('Send').answer(refusal({ code: 'NOT_A_MEMBER' }));
    await hub.take('Join').answer({ ok: true, ...joined(8) });
    await hub.take('Send').answer(refusal({ code: 'NOT_A_MEMBER' }));
    expect(session.state().outgoing).toMatchObject([{ status: 'failed' }]);
  });

  test('opened_AfterALossWithAnUnansweredMessage_SendsItAgainUnderTheSameKey', async () => {
    const { hub, session, shown } = await create();
    session.send('hi');
    const first = hub.take('Send');
    session.closed();
    await first.break();
    expect(session.state().outgoing).toMatchObject([{ status: 'waiting' }]);
    await enter(session, hub, joined(5, { messages: [message(5, { from: ann })] }));
    const second = hub.take('Send');
    expect(second.argument['key']).toBe(first.argument['key']);
    // It had arrived: the room answers as it did the first time.
    await second.answer(ack(5, { duplicate: true }));
    expect(session.state().outgoing).toEqual([]);
    expect(shown()).toEqual(['m5']);
  });

  test('opened_AfterALossLongerThanAKeyLives_LeavesTheRetryToTheUser', async () => {
    const { hub, session } = await create();
    session.closed();
    session.send('hi');
    await vi.advanceTimersByTimeAsync(5 * 60_000 + 1);
    await enter(session, hub);
    expect(hub.calls).toEqual([]);
    expect(session.state().outgoing).toMatchObject([{ status: 'failed' }]);
  });

  test('opened_AsAnotherUser_RepeatsNothingUnasked', async () => {
    const { hub, session } = await create();
    session.closed();
    session.send('hi');
    void session.opened();
    await hub.take('Hello').answer({ ...welcome, user: bob });
    await hub.take('Join').answer({ ok: true, ...joined(5) });
    expect(hub.calls).toEqual([]);
    expect(session.state().outgoing).toMatchObject([{ status: 'failed' }]);
  });

  test('opened_MoreMembersThanTheAnswerHolds_FetchesTheRestOfThem', async () => {
    const { hub, session } = await create(joined(4, { memberCount: 3 }));
    const page = hub.take('Members');
    session.receive([joinedFrame(5, { id: 'eve', name: 'Eve' }, 3)]);
    const members = [{ ...ann, role: 'member' }, { ...bob, role: 'member' }];
    await page.answer({ ok: true, members, count: 2, hasMore: false });
    expect(session.state().members.map(member => member.id)).toEqual(['ann', 'bob', 'eve']);
    expect(session.state().memberCount).toBe(3);
  });

  test('leave_Joined_SaysSo', async () => {
    const { hub, session } = await create();
    void session.leave();
    expect(hub.take('Leave').argument).toEqual({ room });
  });
});
