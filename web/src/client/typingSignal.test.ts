import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TypingSignal } from './typingSignal';

describe('TypingSignal', () => {
  let said: boolean[];
  let signal: TypingSignal;

  beforeEach(() => {
    vi.useFakeTimers();
    said = [];
    signal = new TypingSignal(on => said.push(on));
  });
  afterEach(() => void vi.useRealTimers());

  test('pressed_ManyKeys_SaysOnAtMostEveryTwoSeconds', () => {
    for (let press = 0; press < 40; press++) {
      signal.pressed();
      vi.advanceTimersByTime(100);
    }

    expect(said).toEqual([true, true]);
  });

  test('pressed_ThenNoKeyForASecond_SaysOff', () => {
    signal.pressed();
    vi.advanceTimersByTime(999);
    expect(said).toEqual([true]);
    vi.advanceTimersByTime(1);
    expect(said).toEqual([true, false]);
  });

  test('stopped_WhileOn_SaysOffOnce', () => {
    signal.pressed();
    signal.stopped();
    signal.stopped();
    vi.advanceTimersByTime(5000);
    expect(said).toEqual([true, false]);
  });

  test('reset_WhileOn_SaysNothingMore', () => {
    signal.pressed();
    signal.reset();
    vi.advanceTimersByTime(5000);
    expect(said).toEqual([true]);
  });
});
