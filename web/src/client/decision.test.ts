import { describe, expect, test } from 'vitest';
import { requestFor, type Decision } from './decision';

describe('requestFor', () => {
  test.each<[Decision, object]>([
    [{ action: 'kick', user: 'bob', reason: 'Too loud' }, { action: 'kick', user: 'bob', reason: 'Too loud' }],
    [{ action: 'ban', user: 'bob', forMs: 600_000 }, { action: 'ban', user: 'bob', until: 601_000 }],
    [{ action: 'mute', user: 'bob' }, { action: 'mute', user: 'bob' }],
    [{ action: 'unmute', user: 'bob' }, { action: 'unmute', user: 'bob' }],
    [{ action: 'slow', intervalMs: 0 }, { action: 'slow', intervalMs: 0 }],
    [{ action: 'freeze', forMs: 5000 }, { action: 'freeze', until: 6000 }],
    [{ action: 'unfreeze' }, { action: 'unfreeze' }],
  ])('requestFor_%o_AsksForItByTheServersClock', (decision, argument) => {
    expect(requestFor(decision, 1000)).toEqual({ method: 'Moderate', argument });
  });

  test('requestFor_Role_SetsIt', () => {
    expect(requestFor({ action: 'role', user: 'bob', role: 'moderator' }, 1000)).toEqual({ method: 'SetRole', argument: { user: 'bob', role: 'moderator' } });
  });
});
