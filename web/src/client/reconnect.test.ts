import { describe, expect, test } from 'vitest';
import { ReconnectSchedule } from './reconnect';

const pauses = (schedule: ReconnectSchedule, count: number) => Array.from({ length: count }, () => schedule.next());

describe('ReconnectSchedule', () => {
  test('next_EveryAttempt_StaysWithinItsDoublingSpan', () => {
    expect(pauses(new ReconnectSchedule(() => 1), 9)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(pauses(new ReconnectSchedule(() => 0), 3)).toEqual([0, 0, 0]);
  });

  test('next_AfterManyAttempts_StaysAtTheCap', () => {
    expect(pauses(new ReconnectSchedule(() => 1), 5000).at(-1)).toBe(30_000);
  });

  test('next_ServerNamesAPause_IsNeverShorter', () => {
    const random = [0, 1, 0.5].values();
    const schedule = new ReconnectSchedule(() => random.next().value!);
    expect([schedule.next(7000), schedule.next(7000), schedule.next(60_000)]).toEqual([7000, 8000, 61_000]);
  });

  test('reset_AfterSomeAttempts_BeginsAnew', () => {
    const schedule = new ReconnectSchedule(() => 1);
    pauses(schedule, 5);
    schedule.reset();
    expect(schedule.next()).toBe(500);
  });
});
