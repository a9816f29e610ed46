import { describe, expect, test } from 'vitest';
import { message } from './frames.testing';
import type { MessageFrame } from './contract';
import { append, maxEntries, merge, type Entry } from './timeline';

const history = (epoch: number, head: number, ...messages: MessageFrame[]) => ({ epoch, head, messages });
const bodies = (entries: readonly Entry[]) => entries.map(entry => (entry.type === 'message' ? entry.id : entry.type));

describe('merge', () => {
  test('merge_EmptyPage_TakesTheHistory', () => {
    const merged = merge([], history(1, 2, message(1), message(2)), 100, { epoch: 0, seq: 0 });
    expect(bodies(merged)).toEqual(['m1', 'm2']);
  });

  test('merge_OverlappingHistory_AddsOnlyWhatIsNew', () => {
    const merged = merge([message(1), message(2)], history(1, 3, message(1), message(2), message(3)), 100, { epoch: 1, seq: 2 });
    expect(bodies(merged)).toEqual(['m1', 'm2', 'm3']);
  });

  test('merge_FullHistoryThatStartsLater_SaysThatMessagesMayBeMissing', () => {
    const merged = merge([message(1)], history(1, 9, message(8), message(9)), 2, { epoch: 1, seq: 1 });
    expect(bodies(merged)).toEqual(['m1', 'break', 'm8', 'm9']);
  });

  test('merge_FullHistoryThatReachesBack_HasNoBreak', () => {
    const merged = merge([message(7)], history(1, 9, message(8), message(9)), 2, { epoch: 1, seq: 7 });
    expect(bodies(merged)).toEqual(['m7', 'm8', 'm9']);
  });

  test('merge_NewEpoch_KeepsWhatWasSeenAndSaysThatMessagesMayBeMissing', () => {
    const merged = merge([message(7)], history(2, 1), 100, { epoch: 1, seq: 7 });
    expect(bodies(merged)).toEqual(['m7', 'break']);
  });
});

describe('append', () => {
  test('append_FullPage_DropsTheOldest', () => {
    const full = Array.from({ length: maxEntries }, (_, index) => message(index + 1));
    const entries = append(full, message(maxEntries + 1));
    expect(entries.length).toBe(maxEntries);
    expect(bodies(entries)[0]).toBe('m2');
  });
});
