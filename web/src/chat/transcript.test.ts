import { describe, expect, test } from 'vitest';
import { ann, bob, joinedFrame, leftFrame, message, moderated, roleFrame } from '../client/frames.testing';
import { transcript } from './transcript';

const shape = (...entries: Parameters<typeof transcript>[0]) =>
  transcript(entries, [], ann).map(block => (block.type === 'group' ? `${block.author.id}:${block.lines.length}` : block.type));

/** What the room says, in the place where it says it. */
const said = (...entries: Parameters<typeof transcript>[0]) =>
  transcript(entries, [], ann).flatMap(block =>
    block.type === 'notice' ? [block.parts.map(part => part.text).join('')] : block.type === 'group' ? block.lines.map(line => line.body) : []);

describe('transcript', () => {
  test('transcript_MessagesOfOneAuthor_FormAGroup', () => {
    expect(shape(message(1), message(2), message(3, { from: ann }), message(4))).toEqual(['day', 'bob:2', 'ann:1', 'bob:1']);
  });

  test('transcript_LongSilence_BeginsANewGroup', () => {
    expect(shape(message(1), message(2, { at: 6 * 60_000 }))).toEqual(['day', 'bob:1', 'bob:1']);
  });

  test('transcript_SomebodyJoinsBetween_BeginsANewGroup', () => {
    expect(shape(message(1), joinedFrame(2, bob, 2), message(3))).toEqual(['day', 'bob:1', 'notice', 'bob:1']);
  });

  test('transcript_NextDay_SaysSo', () => {
    expect(shape(message(1), message(2, { at: 48 * 3_600_000 }))).toEqual(['day', 'bob:1', 'day', 'bob:1']);
  });

  test('transcript_PeopleComeAndGo_SaysSo', () => {
    expect(said(joinedFrame(1, bob, 2), leftFrame(2, bob, 1), joinedFrame(3, bob, 2), leftFrame(4, bob, 1, 'disconnected')))
      .toEqual(['Bob joined', 'Bob left', 'Bob joined', 'Bob left']);
  });

  test('transcript_Decisions_StandAmongTheMessagesInTheRoomsOrder', () => {
    expect(said(message(1), moderated(2, 'freeze', { by: ann }), message(3), roleFrame(4, bob, 'moderator', { by: ann }), message(5)))
      .toEqual(['body 1', 'Ann froze the room', 'body 3', 'Ann made Bob a moderator', 'body 5']);
  });

  test('transcript_Removed_SaysItOnce', () => {
    const kick = moderated(2, 'kick', { by: ann, user: bob });
    expect(said(kick, leftFrame(3, bob, 1, 'removed'))).toEqual(['Ann removed Bob']);
    expect(said(kick, leftFrame(3, bob, 1, 'removed'), joinedFrame(4, bob, 2), leftFrame(5, bob, 1, 'removed')))
      .toEqual(['Ann removed Bob', 'Bob joined', 'Bob was removed']);
  });

  test('transcript_RemovedAndBackWithoutHisLeaving_SaysTheNextOneAgain', () => {
    expect(said(moderated(2, 'kick', { by: ann, user: bob }), joinedFrame(4, bob, 2), leftFrame(5, bob, 1, 'removed')))
      .toEqual(['Ann removed Bob', 'Bob joined', 'Bob was removed']);
  });

  test('transcript_RemovedByWhatIsNotHere_SaysSo', () => {
    expect(said(moderated(1, 'mute', { by: ann, user: bob, until: 600_001 }), leftFrame(3, bob, 1, 'removed')))
      .toEqual(['Ann muted Bob for 10 minutes', 'Bob was removed']);
  });

  test('transcript_DecisionOfANewerServer_IsLeftOut', () => {
    expect(said(message(1), moderated(2, 'tickle', { user: ann }), message(3))).toEqual(['body 1', 'body 3']);
  });

  test('transcript_OutgoingMessage_ComesLastUnderItsKey', () => {
    const outgoing = { key: 'k', body: 'hi', at: 2, status: 'sending' } as const;
    const [, group] = transcript([message(1, { from: ann })], [outgoing], ann);
    expect(group).toMatchObject({ type: 'group', own: true, lines: [{ body: 'body 1' }, { key: 'k', body: 'hi', outgoing }] });
  });

  test('transcript_MessageInTheRoom_IsThereWithWhatWasDoneToIt', () => {
    const pinned = message(1, { pinned: true, rev: 2 });
    const [, group] = transcript([pinned], [], ann);
    expect(group).toMatchObject({ lines: [{ message: pinned }] });
  });

  test('transcript_OwnMessageArrives_KeepsTheKeyItHad', () => {
    const [, group] = transcript([message(1, { from: ann, key: 'k' })], [], ann);
    expect(group).toMatchObject({ lines: [{ key: 'k' }] });
  });
});
