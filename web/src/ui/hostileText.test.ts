import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { rulingParts } from '../chat/rulings';
import { moderated, roleFrame } from '../client/frames.testing';
import { MessageBody } from './MessageBody';
import { OtherMember } from './OtherMember';
import { QuoteButton } from './QuoteButton';
import { RemovedPage } from './RemovedPage';
import { ReplyBar } from './ReplyBar';
import { SystemLine } from './SystemLine';

const eve = { id: 'eve', name: '<b>Eve</b>', role: 'member' };
const layla = { id: 'layla', name: 'ليلى' };
const quote = { id: 'm1', from: eve, text: '<img src=x onerror=alert(1)>' };
const nothing = () => undefined;
const never = () => Promise.resolve(undefined);

/** The tags of what is shown, one after the other. */
const tags = (element: ReactElement) => [...renderToStaticMarkup(element).matchAll(/<([a-z0-9]+)/g)].map(match => match[1]);

describe('text of people', () => {
  test('MessageBody_MentionOfANameWithMarkup_IsText', () => {
    const body = createElement(MessageBody, { text: 'hi @<b>Eve</b> <script>alert(1)</script>', mentioned: [eve], me: undefined });
    expect(tags(body)).toEqual(['p', 'bdi']);
    expect(renderToStaticMarkup(body)).toContain('@&lt;b&gt;Eve&lt;/b&gt;</bdi> &lt;script&gt;');
  });

  test('MessageBody_MentionFromRightToLeft_StandsApart', () => {
    const body = createElement(MessageBody, { text: `hi @${layla.name}!`, mentioned: [layla], me: layla });
    expect(renderToStaticMarkup(body)).toContain(`hi <bdi class="mention me" data-testid="mention">@${layla.name}</bdi>!`);
  });

  test('QuoteButton_Markup_IsText', () => {
    const button = createElement(QuoteButton, { quote, reachable: true, onGoTo: nothing });
    expect(tags(button)).toEqual(['button', 'span', 'span', 'bdi', 'span']);
    expect(renderToStaticMarkup(button)).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('QuoteButton_MessageThatIsNotLoaded_CannotBePressedAndSaysWhy', () => {
    const button = renderToStaticMarkup(createElement(QuoteButton, { quote, reachable: false, onGoTo: nothing }));
    expect(button).toMatch(/ disabled="" title="This message is not loaded here"/);
  });

  test('QuoteButton_DeletedMessage_SaysSo', () => {
    const button = createElement(QuoteButton, { quote: { ...quote, text: '', deleted: true }, reachable: true, onGoTo: nothing });
    expect(renderToStaticMarkup(button)).toContain('>Message deleted</span>');
  });

  test('ReplyBar_Markup_IsTextAndStandsApart', () => {
    const bar = renderToStaticMarkup(createElement(ReplyBar, { quote, id: 'bar', onCancel: nothing }));
    expect(bar).toContain('<bdi class="quote-author">&lt;b&gt;Eve&lt;/b&gt;</bdi>: <bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>');
  });

  test('OtherMember_WordsWithMarkup_AreTextAndStandApart', () => {
    const presence = { user: eve.id, status: 'busy', text: '<script>alert(1)</script>', version: 1 } as const;
    const row = renderToStaticMarkup(createElement(OtherMember, { member: eve, presence, role: 'member', onDecide: never }));
    expect(row).toContain('<bdi>&lt;b&gt;Eve&lt;/b&gt;</bdi>');
    expect(row).toContain('<bdi data-testid="presence-text">&lt;script&gt;alert(1)&lt;/script&gt;</bdi>');
    expect(row).not.toContain('<script');
  });

  test('SystemLine_NamesAndReasonWithMarkup_AreTextAndStandApart', () => {
    const ruling = moderated(5, 'kick', { by: eve, user: layla, reason: '<script>alert(1)</script>' });
    const line = createElement(SystemLine, { parts: rulingParts(ruling)! });
    expect(tags(line)).toEqual(['p', 'bdi', 'bdi', 'bdi']);
    expect(renderToStaticMarkup(line))
      .toContain(`><bdi>&lt;b&gt;Eve&lt;/b&gt;</bdi> removed <bdi>${layla.name}</bdi>: <bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi></p>`);
  });

  test('SystemLine_RoleThatLooksLikeMarkup_IsText', () => {
    expect(tags(createElement(SystemLine, { parts: rulingParts(roleFrame(5, eve, '<i>king</i>'))! }))).toEqual(['p', 'bdi', 'bdi']);
  });

  test('OtherMember_NameWithMarkup_IsTextInTheMenusLabelToo', () => {
    const member = { ...eve, name: '"><img src=x onerror=alert(1)>' };
    const row = createElement(OtherMember, { member, presence: undefined, role: 'owner', onDecide: never });
    expect(tags(row)).not.toContain('img');
    expect(renderToStaticMarkup(row)).toContain('aria-label="Moderate &quot;&gt;&lt;img src=x onerror=alert(1)&gt;"');
  });

  test('OtherMember_RoleNobodyKnows_HasNoBadge', () => {
    const row = (role: string) => renderToStaticMarkup(createElement(OtherMember, { member: { ...eve, role }, presence: undefined, role: 'member', onDecide: never }));
    expect(row('<i>king</i>')).not.toMatch(/king|data-role/);
    expect(row('constructor')).not.toContain('data-role');
    expect(row('admin')).toContain('data-role="admin"');
  });

  test('OtherMember_WhoMayNotModerate_HasNoMenu', () => {
    const row = (own: string, role: string) =>
      renderToStaticMarkup(createElement(OtherMember, { member: { ...eve, role }, presence: undefined, role: own, onDecide: never })).includes('member-menu-button');
    expect([row('member', 'member'), row('moderator', 'moderator'), row('moderator', 'member'), row('owner', 'admin')]).toEqual([false, false, true, true]);
  });

  test('RemovedPage_ReasonWithMarkup_IsText', () => {
    const error = { code: 'NOT_A_MEMBER', message: 'You were removed from this room: <img src=x onerror=alert(1)>', retryable: false };
    const page = createElement(RemovedPage, { room: 'R', error, until: undefined, onJoin: nothing, onBack: nothing });
    expect(tags(page)).not.toContain('img');
    expect(renderToStaticMarkup(page)).toContain(': &lt;img src=x onerror=alert(1)&gt;</p>');
  });
});

describe('RemovedPage', () => {
  const page = (code: string, until: number | undefined) =>
    renderToStaticMarkup(createElement(RemovedPage, { room: 'R', error: { code, message: 'Out.', retryable: false }, until, onJoin: nothing, onBack: nothing }));

  test('RemovedPage_Removed_OffersTheWayBack', () => {
    expect(page('NOT_A_MEMBER', undefined)).toContain('data-testid="join-again"');
    expect(page('NOT_A_MEMBER', undefined)).not.toContain('data-testid="ban-end"');
  });

  test('RemovedPage_Banned_OffersItOnceTheBanIsOver', () => {
    expect(page('BANNED', Date.now() + 60_000)).not.toContain('data-testid="join-again"');
    expect(page('BANNED', Date.now() + 60_000)).toContain('You can join again after ');
    expect(page('BANNED', undefined)).not.toContain('data-testid="join-again"');
    expect(page('BANNED', undefined)).toContain('for as long as the room lasts');
    expect(page('BANNED', Date.now() - 1)).toContain('data-testid="join-again"');
  });
});
