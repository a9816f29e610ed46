import { describe, expect, test } from 'vitest';
import { moment } from './moment';
import { ruleHint, silenceText } from './silenceText';

const now = Date.UTC(2026, 4, 5, 12);
const soon = now + 60_000;

describe('silenceText', () => {
  test.each([
    [{}, 'member', undefined],
    [{ intervalMs: 5000 }, 'member', undefined],
    [{ mutedUntil: 0 }, 'admin', 'You are muted for as long as the room lasts.'],
    [{ mutedUntil: soon }, 'member', `You are muted until ${moment(soon, now)}.`],
    [{ frozenUntil: 0 }, 'member', 'The room is frozen; only moderators can write.'],
    [{ frozenUntil: soon }, 'member', `The room is frozen until ${moment(soon, now)}; only moderators can write.`],
    [{ frozenUntil: 0 }, 'moderator', undefined],
  ])('silenceText_%o_%s_Says %s', (rules, role, expected) => {
    expect(silenceText(rules, role, now)).toBe(expected);
  });

  test.each([
    [{}, 'member', undefined],
    [{ intervalMs: 30_000 }, 'member', 'Slow mode: you can send one message every 30 seconds.'],
    [{ intervalMs: 30_000 }, 'moderator', undefined],
    [{ frozenUntil: 0 }, 'owner', 'The room is frozen; only moderators can write.'],
  ])('ruleHint_%o_%s_Says %s', (rules, role, expected) => {
    expect(ruleHint(rules, role)).toBe(expected);
  });
});
