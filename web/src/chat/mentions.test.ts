import { describe, expect, test } from 'vitest';
import type { UserInfo } from '../client/contract';
import { joinedFrame, leftFrame, member, message, moderated } from '../client/frames.testing';
import { knownNames, mentionParts, mentionedIn, typedMention, withMention } from './mentions';

const user = (name: string, id = name): UserInfo => ({ id, name });
const ann = user('Ann');
const annLee = user('Ann Lee');
const bob = user('Bob');
const layla = user('ليلى');
const odd = user('a.*(b)[c]$1\\');
const markup = user('<b>Eve</b>');

describe('typedMention', () => {
  const people = [ann, annLee, bob, layla, odd, user('ab@cd')];
  /** The caret stands at the bar. */
  const typed = (text: string) => {
    const found = typedMention(text.replace('|', ''), text.indexOf('|'), people);
    return found === undefined ? undefined : `${found.from}: ${found.offered.map(({ name }) => name).join(', ')}`;
  };

  test.each([
    ['@|', '0: Ann, Ann Lee, Bob, ليلى, a.*(b)[c]$1\\, ab@cd'],
    ['hi @an|', '3: Ann, Ann Lee'],
    ['hi @ANN l|', '3: Ann Lee'],
    ['hi @b| and more', '3: Bob'],
    ['(@b|', '1: Bob'],
    ['@ann @b|', '5: Bob'],
    ['@ab@|', '0: ab@cd'],
    ['@a.*|', '0: a.*(b)[c]$1\\'],
    ['مرحبا @لي|', '6: ليلى'],
  ])('typedMention_%s_Offers%s', (text, offered) => expect(typed(text)).toBe(offered));

  test.each(['|', '|@', 'hi|', '@Ann x|', 'me@b|', 'é@b|', '𝒳@b|', '@zz|', '@.|', '@ b|'])('typedMention_%s_OffersNobody', text => {
    expect(typed(text)).toBeUndefined();
  });

  test('typedMention_ManyFit_OffersEight', () => {
    expect(typedMention('@m', 2, Array.from({ length: 20 }, (_, number) => user(`M${number}`)))?.offered).toHaveLength(8);
  });

  test('typedMention_SameLettersWrittenOtherwise_Fit', () => {
    expect(typedMention('@ÉL', 3, [user('E\u0301lise')])?.offered).toHaveLength(1);
  });
});

describe('withMention', () => {
  test('withMention_WithinAText_PutsTheCaretBehindTheSpace', () => {
    expect(withMention('hi @an, there', 3, 6, 'Ann Lee')).toEqual({ text: 'hi @Ann Lee , there', caret: 12 });
  });

  test('withMention_SpaceFollows_TakesThatOne', () => {
    expect(withMention('@b x', 0, 2, 'Bob')).toEqual({ text: '@Bob x', caret: 5 });
  });
});

describe('mentionedIn', () => {
  const people = [ann, annLee, bob, layla, odd, markup];

  test('mentionedIn_ChosenAndStillThere_NamesEachOnce', () => {
    expect(mentionedIn('@Bob and @Ann, @Bob!', [bob, ann, bob], people)).toEqual(['Bob', 'Ann']);
  });

  test('mentionedIn_ChosenAndEditedAway_NamesNobody', () => {
    expect(mentionedIn('Bob, @Bo @bob', [bob], people)).toEqual([]);
  });

  test('mentionedIn_WrittenButNotChosen_NamesNobody', () => expect(mentionedIn('@Bob', [], people)).toEqual([]));

  test('mentionedIn_BeginningOfALongerName_IsNotMeant', () => {
    expect(mentionedIn('@Ann Lee', [ann], people)).toEqual([]);
    expect(mentionedIn('@Ann Lee', [ann], [ann])).toEqual(['Ann']);
    expect(mentionedIn('@Ann Lee and @Ann', [annLee, ann], people)).toEqual(['Ann Lee', 'Ann']);
  });

  test('mentionedIn_ChosenWhoHasLeftSince_IsStillNamed', () => expect(mentionedIn('@Bob', [bob], [ann])).toEqual(['Bob']));

  test('mentionedIn_NamesWithSignsOrFromRightToLeft_AreTakenAsTheyAre', () => {
    expect(mentionedIn(`@${odd.name} @${layla.name}@${markup.name}`, [odd, layla, markup], people)).toEqual([odd.id, layla.id, markup.id]);
    expect(mentionedIn('@aXX(b)c$1', [odd], people)).toEqual([]);
  });

  test('mentionedIn_MoreThanTheServerTakes_NamesNoMore', () => {
    const many = Array.from({ length: 25 }, (_, number) => user(`M${number}.`));
    expect(mentionedIn(many.map(({ name }) => `@${name}`).join(' '), many, many)).toHaveLength(20);
    expect(mentionedIn('@Ann @Bob', [ann, bob], people, 1)).toEqual(['Ann']);
  });
});

describe('mentionParts', () => {
  /** The text with each highlighted piece in brackets, and whom it names. */
  const parts = (text: string, ...mentioned: UserInfo[]) =>
    mentionParts(text, mentioned).map(part => (part.user === undefined ? part.text : `[${part.text}=${part.user.id}]`)).join('');

  test('mentionParts_NobodyMentioned_IsOnePiece', () => {
    expect(mentionParts('hi @Ann', [])).toEqual([{ text: 'hi @Ann' }]);
    expect(mentionParts('', [ann])).toEqual([{ text: '' }]);
  });

  test.each([
    ['hi @Ann!', [ann], 'hi [@Ann=Ann]!'],
    ['@Ann Lee', [ann, annLee], '[@Ann Lee=Ann Lee]'],
    ['@Ann Lee @Ann Lee @Ann', [ann, annLee], '[@Ann Lee=Ann Lee] @Ann Lee [@Ann=Ann]'],
    ['@Ann @Ann', [ann], '[@Ann=Ann] @Ann'],
    ['@@Ann', [ann], '@[@Ann=Ann]'],
    ['@ann', [ann], '@ann'],
    ['@', [ann], '@'],
  ])('mentionParts_%s_Is%3$s', (text, mentioned, shown) => expect(parts(text, ...mentioned)).toBe(shown));

  test('mentionParts_TwoOfOneName_HaveAPlaceEach', () => {
    expect(parts('@Ann @Ann', user('Ann', '1'), user('Ann', '2'))).toBe('[@Ann=1] [@Ann=2]');
  });

  test('mentionParts_UnknownName_HighlightsNothing', () => expect(parts('@ @Ann', user('', 'gone'))).toBe('@ @Ann'));

  test('mentionParts_NamesWithSignsMarkupOrFromRightToLeft_AreTakenAsTheyAre', () => {
    expect(parts(`x @${odd.name}y`, odd)).toBe(`x [@${odd.name}=${odd.id}]y`);
    expect(parts('@a.*(b)[c]$2', odd)).toBe('@a.*(b)[c]$2');
    expect(parts(`مرحبا @${layla.name}، كيف`, layla)).toBe(`مرحبا [@${layla.name}=${layla.id}]، كيف`);
    expect(parts(`@${markup.name}`, markup)).toBe(`[@${markup.name}=${markup.id}]`);
  });
});

test('knownNames_WhoLeftOrOnlyWrote_IsAmongThem', () => {
  const cid = user('Cid'), dan = user('Dan');
  const names = knownNames([joinedFrame(1, cid, 2), message(2, { from: dan }), leftFrame(3, bob, 1)], [member(ann)]);
  expect([...names]).toEqual([['Cid', 'Cid'], ['Dan', 'Dan'], ['Bob', 'Bob'], ['Ann', 'Ann']]);
});

test('knownNames_DecisionAboutWhoIsNotHere_NamesHimOnlyWhereNobodyElseDoes', () => {
  const [dan, eve] = [user('Dan', 'd-1'), user('Eve', 'e-1')];
  const names = knownNames([message(2, { from: dan }), moderated(3, 'unban', { user: user('d-1') }), moderated(4, 'ban', { user: eve })], []);
  expect([...names]).toEqual([['d-1', 'Dan'], ['e-1', 'Eve']]);
});
