import { describe, expect, test } from 'vitest';
import { ann, bob, joinedFrame, leftFrame, moderated } from './frames.testing';
import { isRemovalOf, refusalOf } from './removal';

describe('isRemovalOf', () => {
  test.each(['kick', 'ban'])('isRemovalOf_%s_IsOfThatUserAlone', action => {
    expect(isRemovalOf(moderated(5, action, { user: ann }), ann.id)).toBe(true);
    expect(isRemovalOf(moderated(5, action, { user: bob }), ann.id)).toBe(false);
    expect(isRemovalOf(moderated(5, action, { user: ann }), undefined)).toBe(false);
    expect(isRemovalOf(moderated(5, action), undefined)).toBe(false);
  });

  test.each(['mute', 'unban', 'freeze', 'tickle'])('isRemovalOf_%s_IsNone', action => {
    expect(isRemovalOf(moderated(5, action, { user: ann }), ann.id)).toBe(false);
  });

  test('isRemovalOf_OtherFrames_IsNone', () => {
    expect(isRemovalOf(leftFrame(5, ann, 1, 'removed'), ann.id)).toBe(false);
    expect(isRemovalOf(joinedFrame(5, ann, 1), ann.id)).toBe(false);
  });
});

describe('refusalOf', () => {
  test('refusalOf_Kick_SaysWhyAndThatOneMayComeBack', () => {
    expect(refusalOf(moderated(5, 'kick', { user: ann, reason: 'Too loud' }), 0))
      .toEqual({ code: 'NOT_A_MEMBER', message: 'You were removed from this room: Too loud', retryable: false });
  });

  test('refusalOf_BanForATime_SaysHowLongItHoldsFromNow', () => {
    expect(refusalOf(moderated(5, 'ban', { user: ann, until: 60_000 }), 20_000))
      .toEqual({ code: 'BANNED', message: 'You were banned from this room.', retryable: false, retryAfterMs: 40_000 });
    expect(refusalOf(moderated(5, 'ban', { user: ann, until: 60_000 }), 70_000)).toMatchObject({ retryAfterMs: 0 });
  });

  test('refusalOf_BanWithoutEnd_NamesNone', () => {
    expect(refusalOf(moderated(5, 'ban', { user: ann }), 0)).not.toHaveProperty('retryAfterMs');
  });
});
