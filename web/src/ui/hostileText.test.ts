import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { MessageBody } from './MessageBody';
import { OtherMember } from './OtherMember';
import { QuoteButton } from './QuoteButton';
import { ReplyBar } from './ReplyBar';

const eve = { id: 'eve', name: '<b>Eve</b>' };
const layla = { id: 'layla', name: 'ليلى' };
const quote = { id: 'm1', from: eve, text: '<img src=x onerror=alert(1)>' };
const nothing = () => undefined;

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
    const row = renderToStaticMarkup(createElement(OtherMember, { member: eve, presence }));
    expect(row).toContain('<bdi>&lt;b&gt;Eve&lt;/b&gt;</bdi>');
    expect(row).toContain('<bdi data-testid="presence-text">&lt;script&gt;alert(1)&lt;/script&gt;</bdi>');
    expect(row).not.toContain('<script');
  });
});
