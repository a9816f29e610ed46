import { describe, expect, test } from 'vitest';
import { isAbove, moderates, rolesToGive } from './roles';

describe('roles', () => {
  test.each([['member', false], ['moderator', true], ['admin', true], ['owner', true], ['jester', false]])('moderates_%s_%s', (role, expected) => {
    expect(moderates(role)).toBe(expected);
  });

  test.each([
    ['moderator', 'member', true],
    ['moderator', 'moderator', false],
    ['moderator', 'admin', false],
    ['owner', 'admin', true],
    ['owner', 'owner', false],
    // Nobody stands above another without a role of his own.
    ['member', 'member', false],
    ['jester', 'member', false],
    // Which the server refuses, should it stand higher.
    ['moderator', 'jester', true],
  ])('isAbove_%sAnd%s_%s', (role, other, expected) => {
    expect(isAbove(role, other)).toBe(expected);
  });

  test.each([
    ['owner', 'member', ['moderator', 'admin']],
    ['owner', 'moderator', ['member', 'admin']],
    ['owner', 'admin', ['member', 'moderator']],
    ['admin', 'member', ['moderator']],
    ['admin', 'moderator', ['member']],
    ['admin', 'admin', []],
    ['moderator', 'member', []],
  ])('rolesToGive_%sTo%s_AreThoseBelowHisOwnAndOthers', (role, other, expected) => {
    expect(rolesToGive(role, other)).toEqual(expected);
  });
});
