import { describe, expect, test } from 'vitest';
import { ann, bob, joinedFrame, message } from '../client/frames.testing';
import { transcript } from './transcript';

const shape = (...entries: Parameters<typeof transcript>[0]) =>
  transcript(entries, [], ann).map(block => (block.type === 'group' ? `${block.author.id}:${block.lines.length}` : block.type));

describe('transcript', () => {
  test('transcript_MessagesOfOneAuthor_FormAGroup', () => {
    expect(shape(message(1), message(2), message(3, { from: ann }), message(4))).toEqual(['day', 'bob:2', 'ann:1', 'bob:1']);
  });

  test('transcript_LongSilence_BeginsANewGroup', () => {
    expect(shape(message(1), message(2, { at: 6 * 60_000 }))).toEqual(['day', 'bob:1', 'bob:1']);
  });

  test('transcript_SomebodyJoinsBetween_BeginsANewGroup', () => {
    expect(shape(message(1), joinedFrame(2, bob, 2), message(3))).toEqual(['day', 'bob:1', 'joined', 'bob:1']);
  });

  test('transcript_NextDay_SaysSo', () => {
    expect(shape(message(1), message(2, { at: 48 * 3_600_000 }))).toEqual(['day', 'bob:1', 'day', 'bob:1']);
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
