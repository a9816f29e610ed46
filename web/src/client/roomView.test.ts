import { describe, expect, test } from 'vitest';
import type { Joined, OrderedFrame, RoomFrame } from './contract';
import {
  ann, blankQuote, bob, deleted, edited, joined, joinedFrame, leftFrame, member, message, moderated, page, pin, reaction, refusal, reply, roleFrame, room,
} from './frames.testing';
import { RoomView, type ViewAnswer, type ViewRequest } from './roomView';

/** A view, a clock, and what the view wants asked. */
function create() {
  let now = 1000;
  const applied: OrderedFrame[] = [];
  const view = new RoomView(room, frame => applied.push(frame));
  const shown = () => view.entries.map(entry => (entry.type === 'message' ? entry.id : entry.type));
  return {
    view,
    applied,
    shown,
    get now() {
      return now;
    },
    pass: (ms: number) => void (now += ms),
    receive: (...frames: RoomFrame[]) => frames.forEach(frame => view.receive(frame, now)),
    ask: (): ViewRequest => {
      const request = view.request(now);
      if (request === undefined) throw new Error(`Nothing is wanted at ${now}; next at ${view.wakeAt}.`);
      return request;
    },
    answer: (request: ViewRequest, answer: ViewAnswer) => view.answered(request, answer, now),
  };
}

function join(answer: Joined = joined(4)) {
  const session = create();
  session.view.connected(undefined, session.now);
  session.answer(session.ask(), { ok: true, ...answer });
  return session;
}

const epoch = (number: number, head: number, ...messages: OrderedFrame[]) =>
  ({ type: 'epoch', room, epoch: number, head, recovered: true, messages: messages.filter(frame => frame.type === 'message') }) as const;

describe('RoomView: order', () => {
  test('receive_NextNumbers_Applies', () => {
    const { receive, shown, view } = join();
    receive(message(5), message(6));
    expect(shown()).toEqual(['m5', 'm6']);
    expect(view.position).toEqual({ room, epoch: 1, seq: 6 });
  });

  test('receive_LowerNumber_Drops', () => {
    const { receive, applied } = join();
    receive(message(3), message(4), message(5), message(5));
    expect(applied.map(frame => frame.seq)).toEqual([5]);
  });

  test('receive_LowerEpoch_Drops', () => {
    const { receive, shown } = join(joined(4, { epoch: 2 }));
    receive(message(5));
    expect(shown()).toEqual([]);
  });

  test('receive_HigherNumber_WaitsForTheOnesBefore', () => {
    const session = join();
    session.receive(message(7), message(6));
    expect(session.shown()).toEqual([]);
    session.pass(249);
    session.receive(message(5));
    session.pass(1000);
    expect(session.shown()).toEqual(['m5', 'm6', 'm7']);
    expect(session.view.request(session.now)).toBeUndefined();
    expect(session.view.wakeAt).toBeUndefined();
  });

  test('receive_GapStays250Milliseconds_AsksForWhatIsMissing', () => {
    const session = join();
    session.receive(message(6));
    expect(session.view.wakeAt).toBe(session.now + 250);
    session.pass(249);
    expect(session.view.request(session.now)).toBeUndefined();
    session.pass(1);
    expect(session.ask()).toMatchObject({ method: 'Fetch', argument: { room, after: 4 } });
  });

  test('receive_SecondGapAfterTheFirstClosed_HasItsOwn250Milliseconds', () => {
    const session = join();
    session.receive(message(6), message(8));
    session.pass(200);
    session.receive(message(5));
    expect(session.view.wakeAt).toBe(session.now + 250);
  });

  test('receive_HigherEpochThatWasNotTold_JoinsAgain', () => {
    const session = join();
    session.receive(message(5, { epoch: 2 }));
    expect(session.view.open).toBe(false);
    expect(session.ask().method).toBe('Join');
  });

  test('receive_TooManyHeld_JoinsAgain', () => {
    const session = join();
    for (let seq = 6; seq <= 1006; seq++) session.receive(message(seq));
    expect(session.ask().method).toBe('Join');
  });

  test('receive_UnknownKind_Ignores', () => {
    const { receive, view } = join();
    receive({ type: 'confetti', room } as unknown as RoomFrame);
    expect(view.open).toBe(true);
  });

  test('witness_NumberThatNeverArrives_AsksForWhatIsMissing', () => {
    const session = join();
    session.view.witness(5, 5, session.now);
    session.pass(250);
    expect(session.ask().argument).toMatchObject({ after: 4 });
  });

  test('witness_NumberBeyondTheHead_AsksOnce', () => {
    const session = join();
    session.view.witness(9, 9, session.now);
    session.pass(250);
    session.answer(session.ask(), page(5, [message(5)]));
    session.answer(session.ask(), { ok: true, members: [member(ann)], count: 1, hasMore: false });
    expect(session.view.wakeAt).toBeUndefined();
  });

  test('witness_NumberBeyondTheNextJoin_IsForgottenWithIt', () => {
    const session = join();
    session.view.witness(9, 9, session.now);
    session.view.lost();
    session.view.connected({ room, outcome: 'snapshot', joined: joined(5) }, session.now);
    expect(session.view.wakeAt).toBeUndefined();
  });

  test('witness_FrameArrives_AsksForNothing', () => {
    const session = join();
    session.view.witness(5, 5, session.now);
    session.receive(message(5));
    expect(session.view.wakeAt).toBeUndefined();
  });
});

describe('RoomView: what is missing', () => {
  test('answered_Fetched_AppliesThemThenWhatWaited', () => {
    const session = join();
    session.receive(message(6), message(9));
    session.pass(250);
    // 7 was no message (somebody joined), so the page does not hold it; the head covers it.
    session.answer(session.ask(), page(8, [message(5), message(6), message(8)]));
    expect(session.shown()).toEqual(['m5', 'm6', 'm8', 'm9']);
    expect(session.view.position?.seq).toBe(9);
  });

  test('answered_Fetched_AsksWhoIsHere', () => {
    const session = join();
    session.receive(message(7));
    session.pass(250);
    session.answer(session.ask(), page(7, [message(7)]));
    const request = session.ask();
    expect(request).toMatchObject({ method: 'Members', argument: { room } });
    session.answer(request, { ok: true, members: [member(ann), member(bob)], count: 2, hasMore: false });
    expect(session.view.members.map(({ id }) => id)).toEqual(['ann', 'bob']);
  });

  test('answered_MoreThanAPage_FetchesOn', () => {
    const session = join();
    session.receive(message(8));
    session.pass(250);
    session.answer(session.ask(), page(8, [message(5), message(6)], { hasMore: true }));
    const next = session.ask();
    expect(next.argument).toMatchObject({ after: 6 });
    session.answer(next, page(8, [message(7), message(8)]));
    expect(session.shown()).toEqual(['m5', 'm6', 'm7', 'm8']);
  });

  test('answered_PageOfANewerEpoch_GoesOnFromThere', () => {
    const session = join();
    session.receive(message(6));
    session.pass(250);
    session.answer(session.ask(), page(2049, [message(5), message(2049, { epoch: 2 })], { epoch: 2 }));
    // The frame that tells the epoch comes late and says nothing new.
    session.receive(epoch(2, 2048, message(5)), message(2050, { epoch: 2 }));
    expect(session.shown()).toEqual(['m5', 'm2049', 'm2050']);
  });

  test('answered_PageOfAnOlderEpoch_AsksAgain', () => {
    const session = join(joined(4, { epoch: 2 }));
    session.receive(message(6, { epoch: 2 }));
    session.pass(250);
    session.answer(session.ask(), page(4, [], { epoch: 1 }));
    session.pass(250);
    expect(session.ask().method).toBe('Fetch');
  });

  test.each(['RANGE_EVICTED', 'NOT_A_MEMBER'])('answered_%s_JoinsAgain', code => {
    const session = join();
    session.receive(message(7));
    session.pass(250);
    session.answer(session.ask(), refusal({ code }));
    session.answer(session.ask(), { ok: true, ...joined(7, { messages: [message(7)] }) });
    expect(session.shown()).toEqual(['m7']);
  });

  test('answered_RefusedForNow_AsksAgainWhenTold', () => {
    const session = join();
    session.receive(message(7));
    session.pass(250);
    session.answer(session.ask(), refusal({ code: 'UNAVAILABLE', retryable: true, retryAfterMs: 700 }));
    expect(session.view.wakeAt).toBe(session.now + 700);
    session.pass(700);
    expect(session.ask().method).toBe('Fetch');
  });

  test('digest_Told_FetchesAtOnceAndGoesOnAboveIt', () => {
    const session = join();
    session.receive({ type: 'digest', room, epoch: 1, head: 9, count: 5 }, message(10));
    session.answer(session.ask(), page(9, [message(6), message(9)]));
    expect(session.shown()).toEqual(['m6', 'm9', 'm10']);
  });

  test('digest_OfWhatIsHere_AsksForNothing', () => {
    const session = join();
    session.receive({ type: 'digest', room, epoch: 1, head: 4, count: 5 });
    expect(session.view.request(session.now)).toBeUndefined();
  });

  test('gap_LateMessages_TakeTheirPlaces', () => {
    const session = join();
    session.receive(message(5), message(6), epoch(2, 2048), message(2049, { epoch: 2 }));
    session.receive({ type: 'gap', room, from: 7, to: 2048 });
    const request = session.ask();
    expect(request.argument).toEqual({ room, limit: 100, before: 2049 });
    session.answer(request, page(2049, [message(6), message(7), message(8)], { epoch: 2, hasMore: true }));
    expect(session.shown()).toEqual(['m5', 'm6', 'm7', 'm8', 'm2049']);
    expect(session.view.position?.seq).toBe(2049);
  });

  test('gap_MoreThanAPage_FetchesFurtherBack', () => {
    const session = join(joined(500, { messages: [message(500)] }));
    session.receive({ type: 'gap', room, from: 10, to: 400 });
    session.answer(session.ask(), page(500, [message(300), message(400)], { hasMore: true }));
    const next = session.ask();
    expect(next.argument).toMatchObject({ before: 300 });
    session.answer(next, page(500, [message(10)], { hasMore: true }));
    expect(session.shown()).toEqual(['m10', 'm300', 'm400', 'm500']);
    expect(session.view.request(session.now)).toBeUndefined();
  });

  test('gap_NothingFound_SaysThatMessagesMayBeMissing', () => {
    const session = join(joined(9, { messages: [message(3), message(9)] }));
    session.receive({ type: 'gap', room, from: 5, to: 7 });
    session.answer(session.ask(), page(9, [message(3)]));
    expect(session.shown()).toEqual(['m3', 'break', 'm9']);
  });

  test('gap_RoomKeepsItsEndAlone_SaysThatMessagesMayBeMissing', () => {
    const session = join(joined(9, { messages: [message(3), message(9)] }));
    session.receive({ type: 'gap', room, from: 5, to: 7 });
    session.answer(session.ask(), page(9, [message(6)]));
    expect(session.shown()).toEqual(['m3', 'break', 'm6', 'm9']);
  });

  test('gap_FilledLater_SaysNothingAnyMore', () => {
    const session = join(joined(9, { messages: [message(3), message(9)] }));
    session.receive({ type: 'gap', room, from: 5, to: 7 });
    session.answer(session.ask(), page(9, [message(3)]));
    session.receive({ type: 'gap', room, from: 5, to: 7 });
    session.answer(session.ask(), page(9, [message(3), message(6)]));
    expect(session.shown()).toEqual(['m3', 'm6', 'm9']);
  });

  test('gap_RefusedForNow_LetsAnotherGapGoFirst', () => {
    const session = join(joined(9));
    session.receive({ type: 'gap', room, from: 2, to: 3 }, { type: 'gap', room, from: 6, to: 7 });
    session.answer(session.ask(), refusal({ code: 'UNAVAILABLE', retryable: true, retryAfterMs: 500 }));
    const second = session.ask();
    expect(second.argument).toMatchObject({ before: 8 });
    session.answer(second, page(9, [message(7)]));
    expect(session.view.wakeAt).toBe(session.now + 500);
    session.pass(500);
    expect(session.ask().argument).toMatchObject({ before: 4 });
  });

  test('gap_ToldTwice_AsksOnce', () => {
    const session = join(joined(9));
    session.receive({ type: 'gap', room, from: 2, to: 3 }, { type: 'gap', room, from: 2, to: 3 });
    session.answer(session.ask(), page(9, [message(3)]));
    expect(session.view.request(session.now)).toBeUndefined();
  });
});

describe('RoomView: epochs', () => {
  test('epoch_WithMissedMessages_AppliesThemAndGoesOnAboveTheHead', () => {
    const { receive, shown, view } = join();
    receive(message(5), epoch(2, 2048, message(6), message(7)), message(2049, { epoch: 2 }));
    expect(shown()).toEqual(['m5', 'm6', 'm7', 'm2049']);
    expect(view.position).toEqual({ room, epoch: 2, seq: 2049 });
  });

  test('epoch_MessagesAlreadyShown_AddsNothing', () => {
    const { receive, applied } = join();
    receive(message(5), epoch(2, 2048, message(5)));
    expect(applied.map(frame => frame.seq)).toEqual([5]);
  });

  test('epoch_FramesHeldOfTheOldOne_GoesByWhatTheNewOneTookOver', () => {
    const { receive, shown } = join();
    receive(message(6), message(7), epoch(2, 2048, message(7)));
    expect(shown()).toEqual(['m7']);
  });

  test('epoch_Same_CatchesUpAndKeepsWhatWaits', () => {
    const { receive, shown } = join();
    receive(message(8), epoch(1, 7, message(6)));
    expect(shown()).toEqual(['m6', 'm8']);
  });

  test.each([[1, 2048], [2, 3]])('epoch_Stale%d-%d_Ignores', (number, head) => {
    const { receive, view } = join(joined(4096, { epoch: 4 }));
    receive(epoch(number, head, message(1)));
    expect(view.position).toEqual({ room, epoch: 4, seq: 4096 });
    expect(view.entries).toEqual([]);
  });

  test('members_Told_ReplacesTheList', () => {
    const { receive, view } = join();
    receive(epoch(2, 2048), { type: 'members', room, members: [member(bob)], memberCount: 1 });
    expect(view.members).toEqual([member(bob)]);
  });

  test('resync_Told_JoinsAgain', () => {
    const session = join();
    session.receive({ type: 'resync', room });
    expect(session.view.open).toBe(false);
    session.answer(session.ask(), { ok: true, ...joined(9, { epoch: 2 }) });
    expect(session.view.open).toBe(true);
  });
});

describe('RoomView: changes of messages', () => {
  /** A room with the messages 3 and 4. */
  const talk = () => join(joined(4, { messages: [message(3), message(4)] }));
  const counts = ({ view }: ReturnType<typeof join>) =>
    view.entries.map(entry => (entry.type === 'message' ? (entry.reactions ?? []).reduce((sum, { count }) => sum + count, 0) : undefined));

  test('receive_Change_ChangesItsMessageAndNoOther', () => {
    const { receive, view, applied } = talk();
    const before = view.entries;
    receive(edited(5, 'm3', 'new'), pin(6, 'm3'), deleted(7, 'm4'));
    expect(view.entries).toEqual([message(3, { body: 'new', version: 5, pinned: true, rev: 6 }), message(4, { body: '', deleted: true, rev: 7 })]);
    expect(before).toEqual([message(3), message(4)]);
    expect(view.position?.seq).toBe(7);
    expect(view.clock).toBe(7);
    expect(applied.map(frame => frame.seq)).toEqual([3, 4]);
  });

  test('receive_ChangeTwice_CountsOnce', () => {
    const session = talk();
    session.receive(reaction(5, 'm3'), reaction(5, 'm3'), reaction(6, 'm3', { by: ann }));
    expect(session.view.entries[0]).toMatchObject({ reactions: [{ emoji: '👍', count: 2, own: true }], rev: 6 });
  });

  test('receive_ChangeOfAMessageThatIsNotShown_AdvancesAlone', () => {
    const { receive, shown, view } = talk();
    receive(edited(5, 'm1'));
    expect(shown()).toEqual(['m3', 'm4']);
    expect(view.position?.seq).toBe(5);
  });

  test('receive_OrderedFrameOfAnUnknownType_AdvancesAndChangesNothing', () => {
    const { receive, shown, view, applied } = talk();
    receive({ type: 'confetti', room, epoch: 1, seq: 5, clock: 9, at: 5 } as unknown as RoomFrame, message(6));
    expect(shown()).toEqual(['m3', 'm4', 'm6']);
    expect(view.position?.seq).toBe(6);
    expect(view.clock).toBe(9);
    expect(view.wakeAt).toBeUndefined();
    expect(view.memberCount).toBe(1);
    expect(applied.map(frame => frame.seq)).toEqual([3, 4, 6]);
  });

  test('receive_ChangeContainedInTheAnswer_IsIgnored', () => {
    const session = join(joined(4, { messages: [message(3, { reactions: [{ emoji: '👍', count: 1, own: false }], rev: 5 })] }));
    session.receive(reaction(5, 'm3'), reaction(6, 'm3', { by: ann }));
    expect(counts(session)).toEqual([2]);
  });

  test('answered_Fetched_TakesChangesAndAppliesWhatWaitedOnTop', () => {
    const session = talk();
    // 5 is missing; 6 and 8 are at hand.
    session.receive(reaction(6, 'm3'), reaction(8, 'm3', { by: ann }));
    session.pass(250);
    const changes = [message(3, { reactions: [{ emoji: '👍', count: 1, own: false }, { emoji: '🎉', count: 1, own: false }], rev: 6 })];
    session.answer(session.ask(), page(7, [message(7)], { to: 7, changes }));
    expect(session.shown()).toEqual(['m3', 'm4', 'm7']);
    expect(session.view.entries[0]).toMatchObject({ reactions: [{ emoji: '👍', count: 2, own: true }, { emoji: '🎉', count: 1 }], rev: 8 });
    expect(session.view.position?.seq).toBe(8);
  });

  test('answered_PageOfChangesAlone_GoesOnAboveWhatItContains', () => {
    const session = talk();
    session.receive(message(20));
    session.pass(250);
    session.answer(session.ask(), page(19, [], { to: 10, hasMore: true, changes: [edited(9, 'm3', 'new')] }));
    const next = session.ask();
    expect(next.argument).toMatchObject({ after: 10 });
    session.answer(next, page(19, [message(19)], { to: 19 }));
    expect(session.view.entries).toEqual([message(3, { body: 'new', version: 9, rev: 9 }), message(4), message(19), message(20)]);
  });

  test('answered_ChangedMessageThatIsNotShown_IsNotPutIn', () => {
    const session = talk();
    session.receive(message(6));
    session.pass(250);
    session.answer(session.ask(), page(6, [message(6)], { to: 6, changes: [message(2, { rev: 5 }), pin(5, 'm1')] }));
    expect(session.shown()).toEqual(['m3', 'm4', 'm6']);
  });

  test('answered_GapFetched_RenewsWhatWasChangedMeanwhile', () => {
    const session = join(joined(9, { messages: [message(3), message(9)] }));
    session.receive({ type: 'gap', room, from: 5, to: 7 });
    session.answer(session.ask(), page(9, [message(2, { rev: 6 }), message(3, { body: 'new', rev: 7 }), message(6)]));
    expect(session.view.entries.filter(entry => entry.type === 'message')).toEqual([message(3, { body: 'new', rev: 7 }), message(6), message(9)]);
    expect(session.applied.map(frame => frame.seq)).toEqual([3, 9, 6]);
  });

  test('connected_Resumed_TakesChanges', () => {
    const session = talk();
    session.view.lost();
    const answer = joined(8, { messages: [message(6, { body: 'new', version: 7, rev: 7 })], changes: [message(3, { pinned: true, rev: 5 }), deleted(8, 'm4')] });
    session.view.connected({ room, outcome: 'resumed', joined: answer }, session.now);
    expect(session.view.entries).toEqual([
      message(3, { pinned: true, rev: 5 }), message(4, { body: '', deleted: true, rev: 8 }), message(6, { body: 'new', version: 7, rev: 7 }),
    ]);
    session.receive(pin(8, 'm3', false), pin(9, 'm3', false));
    expect(session.view.entries[0]).toEqual(message(3, { rev: 9 }));
  });

  test('suspend_ThenResumed_CountsWhatBothConnectionsBroughtOnce', () => {
    const session = talk();
    session.view.suspend();
    session.receive(reaction(5, 'm3'), message(6), reaction(7, 'm6'), reaction(8, 'm3', { by: ann }));
    const one = [{ emoji: '👍', count: 1, own: false }];
    const answer = joined(7, { messages: [message(6, { reactions: one, rev: 7 })], changes: [message(3, { reactions: one, rev: 5 })] });
    session.view.connected({ room, outcome: 'resumed', joined: answer }, session.now);
    session.receive(reaction(8, 'm3', { by: ann }));
    expect(counts(session)).toEqual([2, 0, 1]);
  });

  test('epoch_WithChanges_TakesThem', () => {
    const session = talk();
    const changes = [message(3, { body: 'new', version: 6, rev: 6 }), deleted(7, 'm4')];
    session.receive({ ...epoch(2, 2048, message(5)), changes }, reaction(2049, 'm3', { epoch: 2 }));
    expect(session.shown()).toEqual(['m3', 'm4', 'm5']);
    expect(session.view.entries[0]).toMatchObject({ body: 'new', version: 6, reactions: [{ emoji: '👍', count: 1, own: false }], rev: 2049 });
    expect(session.view.entries[1]).toMatchObject({ deleted: true, rev: 7 });
    expect(session.view.position).toEqual({ room, epoch: 2, seq: 2049 });
  });
});

describe('RoomView: connections', () => {
  test('connected_NothingToResume_Joins', () => {
    const { view, ask } = create();
    expect(view.position).toBeUndefined();
    view.connected(undefined, 0);
    expect(ask()).toMatchObject({ method: 'Join', argument: { room, history: 100 } });
  });

  test('connected_BeforeTheAnswer_KeepsFramesAndAppliesThemAfterIt', () => {
    const session = create();
    session.view.connected(undefined, session.now);
    const request = session.ask();
    session.receive(message(4), message(5));
    expect(session.shown()).toEqual([]);
    session.answer(request, { ok: true, ...joined(4) });
    expect(session.shown()).toEqual(['m5']);
  });

  test('connected_Resumed_AppendsWhatWasMissed', () => {
    const session = join(joined(4, { messages: [message(4)] }));
    session.receive(message(5));
    session.view.lost();
    expect(session.view.open).toBe(false);
    const answer = joined(8, { messages: [message(6), message(8)], members: [member(ann), member(bob)], memberCount: 2 });
    session.view.connected({ room, outcome: 'resumed', joined: answer }, session.now);
    expect(session.shown()).toEqual(['m4', 'm5', 'm6', 'm8']);
    expect(session.view.position).toEqual({ room, epoch: 1, seq: 8 });
    expect(session.view.memberCount).toBe(2);
    expect(session.view.request(session.now)).toBeUndefined();
  });

  test('connected_ResumedInANewerEpoch_GoesOnThere', () => {
    const session = join();
    session.view.lost();
    session.view.connected({ room, outcome: 'resumed', joined: joined(2049, { epoch: 2, messages: [message(5)] }) }, session.now);
    session.receive(message(2050, { epoch: 2 }));
    expect(session.shown()).toEqual(['m5', 'm2050']);
  });

  test('connected_Snapshot_KeepsWhatIsOlderAndSaysThatMessagesMayBeMissing', () => {
    const session = join(joined(4, { messages: [message(3), message(4)] }));
    session.view.lost();
    session.view.connected({ room, outcome: 'snapshot', joined: joined(3000, { epoch: 2, messages: [message(3000, { epoch: 2 })] }) }, session.now);
    expect(session.shown()).toEqual(['m3', 'm4', 'break', 'm3000']);
  });

  test('connected_SnapshotThatOverlaps_CountsAlone', () => {
    const session = join(joined(4, { messages: [message(2), message(3), message(4)] }));
    session.view.lost();
    const answer = joined(9, { messages: [message(3), message(4, { id: 'other' }), message(9)] });
    session.view.connected({ room, outcome: 'snapshot', joined: answer }, session.now);
    expect(session.shown()).toEqual(['m2', 'break', 'm3', 'other', 'm9']);
  });

  test('connected_Gone_JoinsAgain', () => {
    const session = join();
    session.view.lost();
    session.view.connected({ room, outcome: 'gone' }, session.now);
    expect(session.ask().method).toBe('Join');
  });

  test('connected_Denied_SaysWhy', () => {
    const session = join();
    session.view.lost();
    session.view.connected({ room, outcome: 'denied', error: refusal({ code: 'ROOM_FULL' }).error }, session.now);
    expect(session.view.refusal?.code).toBe('ROOM_FULL');
    expect(session.view.request(session.now)).toBeUndefined();
  });

  test('connected_DeniedForNow_JoinsWhenTold', () => {
    const session = join();
    session.view.lost();
    const { error } = refusal({ code: 'OVERLOADED', retryable: true, retryAfterMs: 3000 });
    session.view.connected({ room, outcome: 'denied', error }, session.now);
    expect(session.view.wakeAt).toBe(session.now + 3000);
    session.pass(3000);
    expect(session.ask().method).toBe('Join');
  });

  test('lost_GapOpen_AsksNoMoreAndResumesFromBeforeIt', () => {
    const session = join();
    session.receive(message(6));
    session.view.lost();
    session.pass(1000);
    expect(session.view.request(session.now)).toBeUndefined();
    expect(session.view.position).toEqual({ room, epoch: 1, seq: 4 });
  });

  test('answered_AfterTheConnectionWasLost_ChangesNothing', () => {
    const session = join();
    session.receive(message(6));
    session.pass(250);
    const request = session.ask();
    session.view.lost();
    session.answer(request, page(6, [message(5), message(6)]));
    expect(session.shown()).toEqual([]);
  });

  test('forgetPosition_NextConnection_JoinsAndKeepsWhatWasSeen', () => {
    const session = join(joined(4, { messages: [message(4)] }));
    session.view.forgetPosition();
    session.view.lost();
    expect(session.view.position).toBeUndefined();
    session.view.connected(undefined, session.now);
    session.answer(session.ask(), { ok: true, ...joined(6, { messages: [message(4), message(6)] }) });
    expect(session.shown()).toEqual(['m4', 'm6']);
    expect(session.view.position).toEqual({ room, epoch: 1, seq: 6 });
  });
});

describe('RoomView: moves', () => {
  test('suspend_ThenResumed_AppliesWhatBothConnectionsBroughtOnce', () => {
    const session = join();
    session.view.suspend();
    session.receive(joinedFrame(5, bob, 2), message(6), message(7), message(8));
    expect(session.shown()).toEqual([]);
    const answer = joined(7, { messages: [message(6), message(7)], members: [member(ann), member(bob)], memberCount: 2 });
    session.view.connected({ room, outcome: 'resumed', joined: answer }, session.now);
    session.receive(message(8), message(9));
    expect(session.shown()).toEqual(['joined', 'm6', 'm7', 'm8', 'm9']);
    expect(session.applied.map(frame => frame.seq)).toEqual([5, 6, 7, 8, 9]);
  });

  test('suspend_ThenReleased_GoesOnAsBefore', () => {
    const session = join();
    session.view.suspend();
    session.receive(message(5), epoch(2, 2048, message(6)), { type: 'members', room, members: [member(bob)], memberCount: 1 });
    session.view.release(session.now);
    expect(session.shown()).toEqual(['m5', 'm6']);
    expect(session.view.members).toEqual([member(bob)]);
  });

  test('suspend_HeldBeyondTheAnswer_CountsOnTopOfIt', () => {
    const session = join();
    session.receive(joinedFrame(6, bob, 2), moderated(7, 'freeze'));
    session.view.suspend();
    session.view.connected({ room, outcome: 'resumed', joined: joined(5, { messages: [message(5)] }) }, session.now);
    expect(session.shown()).toEqual(['m5', 'joined', 'moderated']);
    expect(session.view.members.map(({ id }) => id)).toEqual(['ann', 'bob']);
    expect(session.view.rules.at(0)).toEqual({ frozenUntil: 0 });
  });

  test('suspend_OldListOfMembersWithinTheAnswer_IsNotTaken', () => {
    const session = join();
    session.view.suspend();
    session.receive(epoch(2, 2048), { type: 'members', room, members: [member(bob)], memberCount: 1 });
    session.view.connected({ room, outcome: 'resumed', joined: joined(2060, { epoch: 2 }) }, session.now);
    expect(session.view.members).toEqual([member(ann)]);
  });

  test('suspend_ConnectionLostMeanwhile_ResumesFromWhereItWas', () => {
    const session = join();
    session.view.suspend();
    session.receive(message(5));
    session.view.lost();
    session.view.connected({ room, outcome: 'resumed', joined: joined(6, { messages: [message(5), message(6)] }) }, session.now);
    expect(session.shown()).toEqual(['m5', 'm6']);
  });

  test('suspend_FetchUnderWay_IsAskedAgainAfterRelease', () => {
    const session = join();
    session.receive(message(6));
    session.pass(250);
    session.ask();
    session.view.suspend();
    session.view.release(session.now);
    expect(session.ask().method).toBe('Fetch');
  });
});

describe('RoomView: members and readers', () => {
  test('receive_JoinedAndLeft_CountsAndSaysSo', () => {
    const { receive, view, shown } = join();
    receive(joinedFrame(5, bob, 2));
    expect(view.members.map(({ id }) => id)).toEqual(['ann', 'bob']);
    receive(leftFrame(6, bob, 1));
    expect(view.members.map(({ id }) => id)).toEqual(['ann']);
    expect(shown()).toEqual(['joined', 'left']);
  });

  test('answered_MoreMembersThanTheAnswerHolds_FetchesTheRestAndKeepsWhoCameMeanwhile', () => {
    const session = join(joined(4, { memberCount: 3 }));
    const request = session.ask();
    session.receive(joinedFrame(5, { id: 'eve', name: 'Eve' }, 3));
    session.answer(request, { ok: true, members: [member(ann), member(bob)], count: 2, hasMore: false });
    expect(session.view.members.map(({ id }) => id)).toEqual(['ann', 'bob', 'eve']);
    expect(session.view.memberCount).toBe(3);
  });

  test('answered_MembersInPages_FetchesAllOfThem', () => {
    const session = join(joined(4, { memberCount: 2 }));
    session.answer(session.ask(), { ok: true, members: [member(ann)], count: 2, hasMore: true });
    const second = session.ask();
    expect(second.argument).toMatchObject({ after: 'ann' });
    session.answer(second, { ok: true, members: [member(bob)], count: 2, hasMore: false });
    expect(session.view.members.map(({ id }) => id)).toEqual(['ann', 'bob']);
  });

  test('answered_MembersOfAnOlderList_ChangesNothing', () => {
    const session = join(joined(4, { memberCount: 2 }));
    const request = session.ask();
    session.receive(epoch(2, 2048), { type: 'members', room, members: [member(bob)], memberCount: 1 });
    session.answer(request, { ok: true, members: [member(ann)], count: 1, hasMore: false });
    expect(session.view.members).toEqual([member(bob)]);
  });

  test('readBy_JoinAndFrames_IsTheHighest', () => {
    const { receive, view } = join(joined(4, { read: [{ user: 'ann', seq: 3 }] }));
    expect(view.readBy('ann')).toBe(3);
    receive({ type: 'read', room, user: 'ann', seq: 4 }, { type: 'read', room, user: 'ann', seq: 2 });
    expect(view.readBy('ann')).toBe(4);
    expect(view.readBy('bob')).toBe(0);
  });
});

describe('RoomView: quotes', () => {
  /** What each message quotes: a text, nothing any more, or no message at all. */
  const quotes = ({ view }: ReturnType<typeof join>) =>
    view.entries.map(entry => (entry.type !== 'message' || entry.replyTo === undefined ? '' : entry.replyTo.deleted === true ? 'deleted' : entry.replyTo.text));

  test('receive_QuotedMessageIsEdited_KeepsWhatItWas', () => {
    const session = join(joined(4, { messages: [message(3), reply(4, 'm3')] }));
    session.receive(edited(5, 'm3'));
    expect(quotes(session)).toEqual(['', 'quote of m3']);
  });

  test('receive_QuotedMessageIsDeleted_BlanksItsQuotesAndNoOther', () => {
    const session = join(joined(6, { messages: [message(2), message(3), reply(4, 'm3'), reply(5, 'm2'), reply(6, 'm3')] }));
    const before = session.view.entries;
    session.receive(deleted(7, 'm3'));
    expect(quotes(session)).toEqual(['', '', 'deleted', 'quote of m2', 'deleted']);
    expect(session.view.entries[2]).toEqual(message(4, { replyTo: blankQuote('m3') }));
    expect(session.view.entries[3]).toBe(before[3]);
  });

  test('receive_DeletedMessageThatIsNotShown_BlanksItsQuotesAllTheSame', () => {
    const session = join(joined(4, { messages: [reply(4, 'm1')] }));
    session.receive(deleted(5, 'm1'));
    expect(quotes(session)).toEqual(['deleted']);
  });

  test('show_ReplyAfterTheDeletion_IsBlank', () => {
    const session = join(joined(4, { messages: [message(3)] }));
    session.receive(deleted(5, 'm3'));
    session.view.show(reply(4, 'm3'));
    expect(quotes(session)).toEqual(['', 'deleted']);
  });

  test('answered_OlderAnswerAfterTheDeletion_BringsTheTextNotBack', () => {
    const session = join(joined(9, { messages: [message(8)] }));
    session.receive({ type: 'gap', room, from: 3, to: 5 });
    const request = session.ask();
    session.receive(deleted(10, 'm3'));
    session.answer(request, page(9, [message(3), reply(4, 'm3')]));
    expect(quotes(session)).toEqual(['', 'deleted', '']);
  });

  test('answered_MissedDeletion_BlanksWhatIsShown', () => {
    const session = join(joined(4, { messages: [message(3), reply(4, 'm3')] }));
    session.receive(message(6));
    session.pass(250);
    session.answer(session.ask(), page(6, [message(6)], { to: 6, changes: [message(3, { body: '', deleted: true, rev: 5 })] }));
    expect(quotes(session)).toEqual(['', 'deleted', '']);
  });

  test('answered_MissedDeletionOfWhatIsNotShown_BlanksWhatIsShown', () => {
    const session = join(joined(4, { messages: [reply(4, 'm1')] }));
    session.receive(message(6));
    session.pass(250);
    session.answer(session.ask(), page(6, [message(6)], { to: 6, changes: [message(1, { body: '', deleted: true, rev: 5 })] }));
    expect(quotes(session)).toEqual(['deleted', '']);
  });

  test('connected_SnapshotWithABlankQuote_BlanksTheOthersOfThatMessage', () => {
    const session = join(joined(4, { messages: [reply(4, 'm1')] }));
    session.view.lost();
    session.view.connected({ room, outcome: 'snapshot', joined: joined(90, { messages: [message(90, { replyTo: blankQuote('m1') })] }) }, session.now);
    expect(session.shown()).toEqual(['m4', 'break', 'm90']);
    expect(quotes(session)).toEqual(['deleted', '', 'deleted']);
  });

  test('receive_Deleted_IsSaidOnceToWhoAsks', () => {
    const forgotten: string[] = [];
    const view = new RoomView(room, undefined, id => forgotten.push(id));
    view.connected(undefined, 0);
    view.answered(view.request(0)!, { ok: true, ...joined(4, { messages: [message(3), message(4, { body: '', deleted: true, rev: 4 })] }) }, 0);
    view.receive(deleted(5, 'm3'), 0);
    view.receive(deleted(6, 'm4'), 0);
    expect(forgotten).toEqual(['m4', 'm3']);
    expect(['m3', 'm4', 'm5'].map(id => view.isDeleted(id))).toEqual([true, true, false]);
  });
});

describe('RoomView: roles', () => {
  const roles = ({ view }: ReturnType<typeof join>) => view.members.map(({ id, role }) => `${id} ${role}`);
  const pair = (more: Partial<Joined> = {}) => join(joined(4, { members: [member(ann), member(bob, 'owner')], memberCount: 2, ...more }));

  test('role_BeforeTheAnswer_IsTheLowest', () => {
    expect(create().view.role).toBe('member');
  });

  test('connected_Answer_SaysWhoHasWhichRole', () => {
    const session = pair({ me: member(ann, 'admin'), members: [member(ann, 'admin'), member(bob, 'owner')] });
    expect(roles(session)).toEqual(['ann admin', 'bob owner']);
    expect(session.view.role).toBe('admin');
  });

  test('receive_Role_IsTheMembersFromThenOn', () => {
    const session = pair();
    session.receive(roleFrame(5, ann, 'moderator'));
    expect(roles(session)).toEqual(['ann moderator', 'bob owner']);
    expect(session.view.role).toBe('moderator');
    expect(session.view.memberCount).toBe(2);
    expect(session.shown()).toEqual(['role']);
    session.receive(roleFrame(6, ann, 'member'));
    expect(session.view.role).toBe('member');
  });

  test('receive_RoleOfWhoIsNotInTheList_PutsNobodyIn', () => {
    const session = pair();
    session.receive(roleFrame(5, { id: 'eve', name: 'Eve' }, 'moderator'));
    expect(roles(session)).toEqual(['ann member', 'bob owner']);
    expect(session.view.memberCount).toBe(2);
  });

  test('receive_OwnRoleBeyondTheList_CountsAllTheSame', () => {
    const session = join(joined(4, { members: [member(bob, 'owner')], memberCount: 1 }));
    session.receive(roleFrame(5, ann, 'moderator'));
    expect(session.view.role).toBe('moderator');
  });

  test('answered_MembersAskedBeforeTheRole_KeepsTheRole', () => {
    const session = pair({ memberCount: 3 });
    const eve = { id: 'eve', name: 'Eve' };
    const request = session.ask();
    // Eve is in the list that is on its way, and not yet in the one that is here.
    session.receive(roleFrame(5, eve, 'moderator'), roleFrame(6, ann, 'moderator'));
    session.answer(request, { ok: true, members: [member(ann), member(bob, 'owner'), member(eve)], count: 3, hasMore: false });
    expect(roles(session)).toEqual(['ann moderator', 'bob owner', 'eve moderator']);
  });

  test('members_Told_SaysOnesOwnRoleToo', () => {
    const session = pair();
    session.receive(epoch(2, 2048), { type: 'members', room, members: [member(ann, 'moderator')], memberCount: 1 });
    expect(session.view.role).toBe('moderator');
  });
});

describe('RoomView: what was decided', () => {
  const fromBefore = [roleFrame(5, bob, 'moderator', { by: ann }), moderated(6, 'slow', { intervalMs: 5000 }), moderated(8, 'mute', { user: ann, until: 900 })];

  test('connected_Answer_SaysWhatApplies', () => {
    expect(join(joined(4, { rules: { frozenUntil: 0, mutedUntil: 900 } })).view.rules.at(100)).toEqual({ frozenUntil: 0, mutedUntil: 900 });
    expect(join().view.rules.at(100)).toEqual({});
  });

  test('receive_Decisions_AreShownAndApplyInTheirOrder', () => {
    const session = join();
    session.receive(moderated(6, 'unmute', { user: ann }), moderated(5, 'mute', { user: ann }), moderated(7, 'freeze', { until: 900 }), message(8));
    expect(session.shown()).toEqual(['moderated', 'moderated', 'moderated', 'm8']);
    expect(session.view.entries.map(({ seq }) => seq)).toEqual([5, 6, 7, 8]);
    expect(session.view.rules.at(100)).toEqual({ frozenUntil: 900 });
    expect(session.view.clock).toBe(8);
  });

  test('receive_Twice_IsShownOnce', () => {
    const session = join();
    session.receive(moderated(5, 'freeze'), moderated(5, 'freeze'));
    expect(session.shown()).toEqual(['moderated']);
  });

  test('answered_Fetched_PutsDecisionsInTheirPlaces', () => {
    const session = join();
    session.receive(moderated(8, 'mute', { user: ann, until: 900 }));
    session.pass(250);
    session.answer(session.ask(), page(8, [message(7)], { to: 8, changes: fromBefore }));
    expect(session.view.entries.map(({ seq }) => seq)).toEqual([5, 6, 7, 8]);
    expect(session.view.rules.at(100)).toEqual({ intervalMs: 5000, mutedUntil: 900 });
  });

  test('answered_Resumed_ShowsDecisionsAndGoesByItsRules', () => {
    const session = join();
    session.view.lost();
    const answer = joined(9, { messages: [message(7)], changes: fromBefore, rules: { intervalMs: 5000 }, me: member(ann, 'moderator'), members: [member(ann, 'moderator')] });
    session.view.connected({ room, outcome: 'resumed', joined: answer }, session.now);
    expect(session.view.entries.map(({ seq }) => seq)).toEqual([5, 6, 7, 8]);
    expect(session.view.rules.at(100)).toEqual({ intervalMs: 5000 });
    expect(session.view.role).toBe('moderator');
  });

  test('epoch_WithDecisions_TakesThem', () => {
    const session = join();
    session.receive({ ...epoch(2, 2048, message(7)), changes: fromBefore });
    expect(session.view.entries.map(({ seq }) => seq)).toEqual([5, 6, 7, 8]);
    expect(session.view.rules.at(100)).toEqual({ intervalMs: 5000, mutedUntil: 900 });
  });

  test('epoch_WithAnEarlierDecision_PutsItInItsPlaceAndKeepsWhatCameAfterIt', () => {
    const session = join();
    session.receive(message(5), moderated(6, 'unfreeze'));
    session.receive({ ...epoch(2, 2048), changes: [moderated(3, 'freeze'), roleFrame(4, ann, 'moderator')] });
    expect(session.view.entries.map(({ type, seq }) => `${type} ${seq}`)).toEqual(['moderated 3', 'role 4', 'message 5', 'moderated 6']);
    // The list that follows has the roles.
    expect(session.view.role).toBe('member');
    expect(session.view.rules.at(100)).toEqual({});
  });

  test('connected_Snapshot_KeepsWhatWasDecidedAndGoesByItsRules', () => {
    const session = join(joined(4, { messages: [message(4)] }));
    session.receive(moderated(5, 'freeze'));
    session.view.lost();
    session.view.connected({ room, outcome: 'snapshot', joined: joined(9, { messages: [message(4), message(9)] }) }, session.now);
    expect(session.shown()).toEqual(['m4', 'moderated', 'm9']);
    expect(session.view.rules.at(100)).toEqual({});
  });
});

describe('RoomView: who is told to leave', () => {
  test.each(['kick', 'ban'])('receive_Own%s_EndsTheStay', action => {
    const session = join();
    const removal = moderated(5, action, { user: ann, reason: 'Too loud' });
    session.receive(removal);
    expect(session.view.removal).toEqual(removal);
    expect(session.view.open).toBe(false);
    expect(session.view.request(session.now + 10_000)).toBeUndefined();
    expect(session.view.wakeAt).toBeUndefined();
  });

  test('receive_SomebodyElseIsRemoved_GoesOn', () => {
    const session = join(joined(4, { members: [member(ann), member(bob)], memberCount: 2 }));
    session.receive(moderated(5, 'ban', { user: bob, by: ann }), leftFrame(6, bob, 1, 'removed'), message(7, { from: ann }));
    expect(session.view.removal).toBeUndefined();
    expect(session.shown()).toEqual(['moderated', 'left', 'm7']);
    expect(session.view.memberCount).toBe(1);
  });

  test('receive_OwnRemovalWithAGapBefore_AsksForNothing', () => {
    const session = join();
    session.receive(moderated(9, 'kick', { user: ann }));
    session.pass(1000);
    expect(session.view.removal?.seq).toBe(9);
    expect(session.view.request(session.now)).toBeUndefined();
  });

  test('receive_OwnRemovalWhileAJoinIsUnderWay_EndsTheStay', () => {
    // What was sent meanwhile was refused before the frame came.
    const session = join();
    session.view.rejoin(session.now);
    const request = session.ask();
    session.receive(moderated(5, 'kick', { user: ann }));
    session.answer(request, { ok: true, ...joined(6) });
    expect(session.view.removal?.action).toBe('kick');
    expect(session.view.open).toBe(false);
    expect(session.view.request(session.now + 10_000)).toBeUndefined();
  });

  test('receive_OwnRemovalOfBefore_IsOver', () => {
    const session = join();
    session.receive(moderated(4, 'kick', { user: ann }));
    expect(session.view.removal).toBeUndefined();
    expect(session.view.open).toBe(true);
  });

  test('epoch_WithTheOwnRemoval_EndsTheStayByTheLastOne', () => {
    const session = join();
    session.receive({ ...epoch(2, 2048), changes: [moderated(5, 'kick', { user: ann }), moderated(6, 'ban', { user: ann }), moderated(7, 'kick', { user: bob })] });
    expect(session.view.removal).toMatchObject({ action: 'ban', seq: 6 });
    expect(session.view.open).toBe(false);
  });

  test('connected_ResumedWithTheOwnRemoval_IsInAgain', () => {
    const session = join();
    session.view.lost();
    const answer = joined(7, { changes: [moderated(5, 'kick', { user: ann })] });
    session.view.connected({ room, outcome: 'resumed', joined: answer }, session.now);
    expect(session.view.removal).toBeUndefined();
    expect(session.view.open).toBe(true);
    expect(session.shown()).toEqual(['moderated']);
    // Nor does it count when it is told again.
    session.receive({ ...epoch(2, 2048), changes: [moderated(5, 'kick', { user: ann })] });
    expect(session.view.open).toBe(true);
  });

  test('connected_DeniedAsBanned_SaysWhy', () => {
    const session = join();
    session.view.lost();
    session.view.connected({ room, outcome: 'denied', error: refusal({ code: 'BANNED', retryAfterMs: 600_000 }).error }, session.now);
    expect(session.view.refusal).toMatchObject({ code: 'BANNED', retryAfterMs: 600_000 });
    expect(session.view.request(session.now + 600_000)).toBeUndefined();
  });
});
