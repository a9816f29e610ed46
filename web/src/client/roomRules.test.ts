import { describe, expect, test } from 'vitest';
import type { ModeratedFrame } from './contract';
import { ann, bob, moderated } from './frames.testing';
import { RulesInForce, silencedBy } from './roomRules';

/** The rules after these frames, as Ann hears them. */
function after(...frames: readonly ModeratedFrame[]): RulesInForce {
  const rules = new RulesInForce();
  for (const frame of frames) rules.apply(frame, ann.id);
  return rules;
}

describe('RulesInForce', () => {
  test('at_NothingDecided_IsEmpty', () => {
    expect(after().at(0)).toEqual({});
  });

  test('at_Decided_SaysWhatAppliesAndUntilWhen', () => {
    const rules = after(moderated(1, 'slow', { intervalMs: 5000 }), moderated(2, 'freeze', { until: 900 }), moderated(3, 'mute', { user: ann }));
    expect(rules.at(100)).toEqual({ intervalMs: 5000, frozenUntil: 900, mutedUntil: 0 });
  });

  test('at_Lifted_IsEmpty', () => {
    const rules = after(
      moderated(1, 'slow', { intervalMs: 5000 }), moderated(2, 'freeze'), moderated(3, 'mute', { user: ann }),
      moderated(4, 'slow', { intervalMs: 0 }), moderated(5, 'unfreeze'), moderated(6, 'unmute', { user: ann }),
    );
    expect(rules.at(100)).toEqual({});
  });

  test('at_TimeIsOver_IsEmpty', () => {
    const rules = after(moderated(1, 'mute', { user: ann, until: 900 }));
    expect(rules.at(899)).toEqual({ mutedUntil: 900 });
    expect(rules.at(900)).toEqual({});
  });

  test('apply_LaterMuteThatIsOver_LiftsAnEndlessOne', () => {
    expect(after(moderated(1, 'mute', { user: ann }), moderated(2, 'mute', { user: ann, until: 500 })).at(600)).toEqual({});
  });

  test('apply_MuteOfSomebodyElse_BindsNotTheReader', () => {
    expect(after(moderated(1, 'mute', { user: bob }), moderated(2, 'ban', { user: ann }), moderated(3, 'tickle')).at(0)).toEqual({});
  });

  test('apply_UnmuteOfSomebodyElse_FreesNotTheReader', () => {
    expect(after(moderated(1, 'mute', { user: ann }), moderated(2, 'unmute', { user: bob })).at(0)).toEqual({ mutedUntil: 0 });
  });

  test('apply_EarlierOneHeardLater_ChangesNothing', () => {
    const rules = after(moderated(5, 'unmute', { user: ann }), moderated(4, 'mute', { user: ann }), moderated(7, 'slow', { intervalMs: 5000 }));
    rules.apply(moderated(6, 'slow', { intervalMs: 60_000 }), ann.id);
    expect(rules.at(0)).toEqual({ intervalMs: 5000 });
  });

  test('enter_Answer_ReplacesEverythingUpToItsHead', () => {
    const rules = after(moderated(5, 'mute', { user: ann }), moderated(6, 'freeze'));
    rules.enter({ intervalMs: 30_000 }, 8);
    rules.apply(moderated(7, 'freeze'), ann.id);
    expect(rules.at(0)).toEqual({ intervalMs: 30_000 });
    rules.apply(moderated(9, 'freeze'), ann.id);
    expect(rules.at(0)).toEqual({ intervalMs: 30_000, frozenUntil: 0 });
  });

  test('nextEnd_SeveralRules_IsTheFirstThatIsAhead', () => {
    const rules = after(moderated(1, 'mute', { user: ann, until: 900 }), moderated(2, 'freeze', { until: 500 }), moderated(3, 'slow', { intervalMs: 1000 }));
    expect(rules.nextEnd(100)).toBe(500);
    expect(rules.nextEnd(500)).toBe(900);
    expect(rules.nextEnd(900)).toBeUndefined();
  });

  test('nextEnd_EndlessRules_NeverComes', () => {
    expect(after(moderated(1, 'mute', { user: ann }), moderated(2, 'freeze')).nextEnd(0)).toBeUndefined();
  });
});

describe('silencedBy', () => {
  test.each([
    [{}, 'member', undefined],
    [{ intervalMs: 5000 }, 'member', undefined],
    [{ frozenUntil: 0 }, 'member', 'frozen'],
    [{ frozenUntil: 900 }, 'moderator', undefined],
    [{ mutedUntil: 0 }, 'admin', 'muted'],
    [{ mutedUntil: 900, frozenUntil: 0 }, 'member', 'muted'],
  ])('silencedBy_%o_%s_%s', (rules, role, expected) => {
    expect(silencedBy(rules, role)).toBe(expected);
  });
});
