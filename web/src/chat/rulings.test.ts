import { describe, expect, test } from 'vitest';
import type { ModeratedFrame, RulingFrame } from '../client/contract';
import { ann, bob, moderated, roleFrame } from '../client/frames.testing';
import { rulingParts } from './rulings';

const minute = 60_000;
const text = (ruling: RulingFrame) => rulingParts(ruling)?.map(part => part.text).join('');
const ruled = (action: string, more: Partial<ModeratedFrame> = {}) => text(moderated(1000, action, more));

describe('rulingParts', () => {
  test.each<[string, Partial<ModeratedFrame>, string]>([
    ['kick', { user: ann }, 'Bob removed Ann'],
    ['kick', { user: ann, reason: 'Too loud' }, 'Bob removed Ann: Too loud'],
    ['ban', { user: ann, until: 1000 + 60 * minute }, 'Bob banned Ann for 1 hour'],
    ['ban', { user: ann }, 'Bob banned Ann for as long as the room lasts'],
    ['unban', { user: ann }, 'Bob lifted the ban of Ann'],
    ['mute', { user: ann, until: 1000 + 10 * minute, reason: 'Spam' }, 'Bob muted Ann for 10 minutes: Spam'],
    ['unmute', { user: ann }, 'Bob unmuted Ann'],
    ['slow', { intervalMs: 30_000 }, 'Bob turned slow mode on, one message every 30 seconds'],
    ['slow', { intervalMs: 60_000 }, 'Bob turned slow mode on, one message every minute'],
    ['slow', { intervalMs: 0 }, 'Bob turned slow mode off'],
    ['freeze', {}, 'Bob froze the room'],
    ['freeze', { until: 1000 + minute, reason: 'Lesson' }, 'Bob froze the room for 1 minute: Lesson'],
    ['unfreeze', {}, 'Bob unfroze the room'],
  ])('rulingParts_%s%o_Says %s', (action, more, expected) => {
    expect(ruled(action, more)).toBe(expected);
  });

  test.each([['moderator', 'Bob made Ann a moderator'], ['admin', 'Bob made Ann an admin'], ['member', 'Bob made Ann a member']])('rulingParts_Role %s_Says %s', (role, expected) => {
    expect(text(roleFrame(5, ann, role))).toBe(expected);
  });

  test('rulingParts_OfANewerServer_HasNoWords', () => {
    expect(ruled('tickle', { user: ann })).toBeUndefined();
    expect(ruled('tickle')).toBeUndefined();
    expect(ruled('mute')).toBeUndefined();
  });

  test('rulingParts_NamesAndReasons_AreMarkedAsTextOfPeople', () => {
    const eve = { id: 'eve', name: ' for ever: <b>Eve</b>' };
    expect(rulingParts(moderated(5, 'kick', { by: eve, user: bob, reason: '<img src=x>' }))).toEqual([
      { text: eve.name, ofPerson: true }, { text: ' removed ' }, { text: 'Bob', ofPerson: true }, { text: ': ' }, { text: '<img src=x>', ofPerson: true },
    ]);
  });
});
