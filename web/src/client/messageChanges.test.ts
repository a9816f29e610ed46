import { describe, expect, test } from 'vitest';
import type { ChangeFrame, MessageFrame } from './contract';
import { ann, deleted, edited, message, pin, reaction, reply } from './frames.testing';
import { changed, renewed, versionOf } from './messageChanges';

const after = (start: MessageFrame, ...changes: ChangeFrame[]) => changes.reduce((known, change) => changed(known, change, ann.id), start);

describe('changed', () => {
  test('changed_Edited_HasAnotherTextAndVersion', () => {
    expect(after(message(1), edited(5, 'm1', 'new'))).toEqual({ ...message(1), body: 'new', version: 5, rev: 5 });
  });

  test('changed_Deleted_LeavesThatItWasThere', () => {
    const deletedOne = after(message(1), edited(5, 'm1'), pin(6, 'm1'), reaction(7, 'm1'), deleted(8, 'm1'));
    expect(deletedOne).toEqual({ ...message(1), body: '', deleted: true, rev: 8 });
  });

  test('changed_DeletedReply_SaysNothingOfWhatItAnsweredOrWhomItNamed', () => {
    expect(after(reply(2, 'm1', { mentions: ['ann'] }), deleted(8, 'm2'))).toEqual(message(2, { body: '', deleted: true, rev: 8 }));
  });

  test('changed_EditedReply_KeepsItsQuoteAndMentions', () => {
    const known = reply(2, 'm1', { mentions: ['ann'] });
    expect(after(known, edited(5, 'm2', 'new'))).toEqual({ ...known, body: 'new', version: 5, rev: 5 });
  });

  test('changed_PinnedAndBack_IsAsBeforeButForTheRev', () => {
    expect(after(message(1), pin(5, 'm1'))).toEqual({ ...message(1), pinned: true, rev: 5 });
    expect(after(message(1), pin(5, 'm1'), pin(6, 'm1', false))).toEqual({ ...message(1), rev: 6 });
  });

  test('changed_ContainedAlready_IsTheSameObject', () => {
    const known = message(1, { rev: 5, reactions: [{ emoji: '👍', count: 1, own: false }] });
    expect(after(known, reaction(5, 'm1'), edited(4, 'm1'))).toBe(known);
  });

  test('changed_Reactions_CountsEachAndKnowsItsOwn', () => {
    const reacted = after(message(1), reaction(5, 'm1'), reaction(6, 'm1', { emoji: '🎉' }), reaction(7, 'm1', { by: ann }));
    expect(reacted.reactions).toEqual([{ emoji: '👍', count: 2, own: true }, { emoji: '🎉', count: 1, own: false }]);
    expect(after(reacted, reaction(8, 'm1', { on: false })).reactions?.[0]).toEqual({ emoji: '👍', count: 1, own: true });
    expect(after(reacted, reaction(8, 'm1', { by: ann, on: false })).reactions?.[0]).toEqual({ emoji: '👍', count: 1, own: false });
  });

  test('changed_LastOfAReactionTakenBack_IsDropped', () => {
    expect(after(message(1), reaction(5, 'm1'), reaction(6, 'm1', { on: false }))).toEqual({ ...message(1), rev: 6 });
  });

  test('changed_ReactionTakenBackThatIsNotKnown_CountsNothing', () => {
    expect(after(message(1), reaction(5, 'm1', { on: false }))).toEqual({ ...message(1), rev: 5 });
  });
});

describe('renewed', () => {
  test('renewed_HigherRev_ReplacesAndKeepsTheKey', () => {
    expect(renewed(message(1, { key: 'k', rev: 3 }), message(1, { body: 'new', rev: 4 }))).toEqual(message(1, { key: 'k', body: 'new', rev: 4 }));
  });

  test.each([undefined, 2, 3])('renewed_Rev%s_StaysAsItIs', rev => {
    const known = message(1, { rev: 3 });
    expect(renewed(known, message(1, rev === undefined ? {} : { rev }))).toBe(known);
  });
});

test('versionOf_NeverEdited_IsItsNumber', () => {
  expect(versionOf(message(4))).toBe(4);
  expect(versionOf(message(4, { version: 9 }))).toBe(9);
});
