import { describe, expect, test } from 'vitest';
import { bob, message } from './frames.testing';
import { blankWhere, quoteOf } from './quotes';

describe('quoteOf', () => {
  test('quoteOf_ShortText_IsTheWholeOfIt', () => {
    expect(quoteOf(message(1, { body: 'x'.repeat(160) }))).toEqual({ id: 'm1', from: bob, text: 'x'.repeat(160) });
  });

  test('quoteOf_LongText_IsCutAndSaysSo', () => {
    expect(quoteOf(message(1, { body: 'x'.repeat(161) })).text).toBe(`${'x'.repeat(159)}…`);
  });

  test('quoteOf_CharacterAcrossTheCut_IsLeftOutWhole', () => {
    const family = '👩‍👩‍👧';
    expect(quoteOf(message(1, { body: `${'x'.repeat(155)}${family}${family}` })).text).toBe(`${'x'.repeat(155)}…`);
    expect(quoteOf(message(1, { body: '😀'.repeat(100) })).text).toBe(`${'😀'.repeat(79)}…`);
  });

  test('quoteOf_DeletedMessage_HasNoText', () => {
    expect(quoteOf(message(1, { body: '', deleted: true }))).toEqual({ id: 'm1', from: bob, text: '', deleted: true });
  });
});

describe('blankWhere', () => {
  const reply = message(2, { replyTo: quoteOf(message(1)) });

  test('blankWhere_QuotedMessageIsDeleted_LosesTheTextAlone', () => {
    expect(blankWhere(reply, id => id === 'm1')).toEqual({ ...reply, replyTo: { id: 'm1', from: bob, text: '', deleted: true } });
  });

  test('blankWhere_NothingToLose_IsTheSameObject', () => {
    const blanked = blankWhere(reply, () => true);
    expect(blankWhere(reply, () => false)).toBe(reply);
    expect(blankWhere(blanked, () => true)).toBe(blanked);
    expect(blankWhere(message(1), () => true)).not.toHaveProperty('replyTo');
  });
});
