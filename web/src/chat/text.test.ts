import { describe, expect, test } from 'vitest';
import { newRoomCode, parseRoomCode, roomLink } from './roomCode';
import { countCharacters, initials, listNames } from './text';

describe('text', () => {
  test('countCharacters_EmojiOfSeveralCodePoints_CountsOne', () => expect(countCharacters('a👩‍👩‍👧é')).toBe(3));

  test.each([
    [['Ann'], 'Ann'],
    [['Ann', 'Bob'], 'Ann and Bob'],
    [['Ann', 'Bob', 'Cid'], 'Ann, Bob and Cid'],
    [['Ann', 'Bob', 'Cid', 'Dan'], 'Ann, Bob and 2 others'],
  ])('listNames_%j_Reads%s', (names, text) => expect(listNames(names)).toBe(text));

  test.each([['ann', 'A'], ['Ann Marie Lee', 'AL'], ['👩‍👧 x', '👩‍👧X'], ['', '']])('initials_%s_Are%s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});

describe('room codes', () => {
  test.each([[' ab-1 ', 'AB-1'], ['a.b_c', 'A.B_C'], ['', undefined], ['a b', undefined], ['ü', undefined], ['x'.repeat(65), undefined]])(
    'parseRoomCode_%j_Is%s', (typed, code) => expect(parseRoomCode(typed)).toBe(code));

  test('newRoomCode_Always_IsACode', () => expect(newRoomCode()).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/));

  test('roomLink_PageWithOtherParameters_NamesTheRoomAlone', () => {
    expect(roomLink('A', 'http://host/?room=B&x=1#y')).toBe('http://host/?room=A');
  });
});
