import { describe, expect, test } from 'vitest';
import { amount, duration } from './durations';

const minute = 60_000;

describe('duration', () => {
  test.each([
    [1, '1 second'],
    [5000, '5 seconds'],
    [75_000, '75 seconds'],
    [minute, '1 minute'],
    // On its way from one clock to another it gets a little shorter.
    [10 * minute - 300, '10 minutes'],
    [60 * minute - 300, '1 hour'],
    [90 * minute, '90 minutes'],
    [36 * 60 * minute, '36 hours'],
    [24 * 60 * minute, '1 day'],
    [-5000, '1 second'],
  ])('duration_%i_Is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  test.each([[minute, 'minute'], [30_000, '30 seconds']])('amount_%i_Is %s', (ms, text) => {
    expect(amount(ms)).toBe(text);
  });
});
