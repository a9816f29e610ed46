import { describe, expect, test } from 'vitest';
import { AwayRule } from './awayRule';

const minutes = (count: number) => count * 60_000;

describe('AwayRule', () => {
  test('check_FiveMinutesWithoutASign_IsAway', () => {
    const rule = new AwayRule(0);
    rule.check(minutes(5) - 1);
    expect([rule.isAway, rule.awayAt]).toEqual([false, minutes(5)]);
    rule.check(minutes(5));
    expect([rule.isAway, rule.awayAt]).toEqual([true, undefined]);
  });

  test('present_BeforeThat_BeginsAnew', () => {
    const rule = new AwayRule(0);
    rule.present(minutes(4));
    rule.check(minutes(8));
    expect([rule.isAway, rule.awayAt]).toEqual([false, minutes(9)]);
  });

  test('present_Away_IsBack', () => {
    const rule = new AwayRule(0);
    rule.check(minutes(5));
    rule.present(minutes(6));
    expect([rule.isAway, rule.awayAt]).toEqual([false, minutes(11)]);
  });

  test('hidden_BeforeThat_CountsFromThere', () => {
    const rule = new AwayRule(0);
    rule.hidden(minutes(3));
    expect(rule.awayAt).toBe(minutes(8));
  });

  test('hidden_Away_BringsNobodyBack', () => {
    const rule = new AwayRule(0);
    rule.check(minutes(5));
    rule.hidden(minutes(6));
    expect(rule.isAway).toBe(true);
  });
});
