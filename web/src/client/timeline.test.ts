import { describe, expect, test } from 'vitest';
import { ann, bob, joinedFrame, message, moderated, roleFrame } from './frames.testing';
import type { MessageFrame } from './contract';
import { insert, maxEntries, merge, update, type Entry } from './timeline';

const history = (epoch: number, head: number, ...messages: MessageFrame[]) => ({ epoch, head, messages });
const bodies = (entries: readonly Entry[]) => entries.map(entry => (entry.type === 'message' ? entry.id : entry.type));

describe('merge', () => {
  test('merge_EmptyPage_TakesTheHistory', () => {
    const merged = merge([], history(1, 2, message(1), message(2)), undefined, 0);
    expect(bodies(merged)).toEqual(['m1', 'm2']);
  });

  test('merge_OverlappingHistory_AddsOnlyWhatIsNew', () => {
    const merged = merge([message(1), message(2)], history(1, 3, message(1), message(2), message(3)), { epoch: 1, seq: 2 }, 0);
    expect(bodies(merged)).toEqual(['m1', 'm2', 'm3']);
  });

  test('merge_FullHistoryThatStartsLater_SaysThatMessagesMayBeMissing', () => {
    const merged = merge([message(1)], history(1, 9, message(8), message(9)), { epoch: 1, seq: 1 }, 0);
    expect(bodies(merged)).toEqual(['m1', 'break', 'm8', 'm9']);
  });

  test('merge_HistoryThatReachesBehindAll_HasNoBreak', () => {
    const merged = merge([message(7), message(8)], history(1, 9, message(7), message(9)), { epoch: 1, seq: 8 }, 0);
    expect(bodies(merged)).toEqual(['m7', 'm9']);
  });

  test('merge_OverlapThatLeavesOlderOnes_SaysThatSomethingMayHaveComeLateThere', () => {
    const merged = merge([message(6), message(7)], history(1, 9, message(7), message(9)), { epoch: 1, seq: 7 }, 0);
    expect(bodies(merged)).toEqual(['m6', 'break', 'm7', 'm9']);
  });

  test('merge_BreakWithinTheHistory_IsOver', () => {
    const shown = [message(6), { type: 'break', epoch: 1, seq: 7, at: 0 } as const, message(7)];
    expect(bodies(merge(shown, history(1, 8, message(6), message(8)), { epoch: 1, seq: 7 }, 0))).toEqual(['m6', 'm8']);
  });

  test('merge_RoomThatLostItsNumbers_StandsBelowWhatWasSeen', () => {
    const merged = merge([message(7)], history(2, 3, message(3, { epoch: 2 })), { epoch: 1, seq: 7 }, 0);
    expect(bodies(merged)).toEqual(['m7', 'break', 'm3']);
  });

  test('merge_WhoCameAndWent_Stays', () => {
    expect(bodies(merge([message(3), joinedFrame(4, bob, 2)], history(1, 5, message(3), message(5)), { epoch: 1, seq: 4 }, 0)))
      .toEqual(['m3', 'joined', 'm5']);
  });

  test('merge_WhatWasDecided_Stays', () => {
    const shown = [message(3), moderated(4, 'mute', { user: ann }), roleFrame(5, ann, 'moderator')];
    expect(bodies(merge(shown, history(1, 6, message(3), message(6)), { epoch: 1, seq: 5 }, 0))).toEqual(['m3', 'moderated', 'role', 'm6']);
  });

  test('merge_NewEpoch_KeepsWhatWasSeenAndSaysThatMessagesMayBeMissing', () => {
    const merged = merge([message(7)], history(2, 9), { epoch: 1, seq: 7 }, 0);
    expect(bodies(merged)).toEqual(['m7', 'break']);
  });
});

describe('insert', () => {
  test('insert_NewestOfAFullList_DropsTheOldest', () => {
    const full = Array.from({ length: maxEntries }, (_, index) => message(index + 1));
    const entries = insert(full, message(maxEntries + 1));
    expect(entries.length).toBe(maxEntries);
    expect(bodies(entries)[0]).toBe('m2');
  });

  test('insert_LateMessage_StandsWhereItsNumberSays', () => {
    expect(bodies(insert([message(1), message(4)], message(3)))).toEqual(['m1', 'm3', 'm4']);
  });

  test('insert_KnownMessage_ChangesNothing', () => {
    const entries = [message(1), message(2), message(3)];
    expect(insert(entries, message(2))).toBe(entries);
  });

  test('insert_KnownMessageThatWasChangedSince_ReplacesIt', () => {
    const entries = [message(1), message(2), message(3)];
    const replaced = insert(entries, message(2, { body: 'new', rev: 5 }));
    expect(replaced).toEqual([message(1), message(2, { body: 'new', rev: 5 }), message(3)]);
    expect(entries[1]).toEqual(message(2));
  });

  test('insert_Break_StandsBeforeItsNumber', () => {
    expect(bodies(insert([message(1), message(2)], { type: 'break', epoch: 1, seq: 2, at: 0 }))).toEqual(['m1', 'break', 'm2']);
  });
});

describe('update', () => {
  test('update_KnownMessage_IsAnotherObjectInItsPlace', () => {
    const entries = [message(1), message(2)];
    const updated = update(entries, 'm1', known => ({ ...known, body: 'new' }));
    expect(updated).toEqual([message(1, { body: 'new' }), message(2)]);
    expect(updated[1]).toBe(entries[1]);
  });

  test('update_NothingChangesOrNothingIsThere_IsTheSame', () => {
    const entries = [message(1)];
    expect(update(entries, 'm1', known => known)).toBe(entries);
    expect(update(entries, 'm9', known => ({ ...known, body: 'new' }))).toBe(entries);
  });
});
