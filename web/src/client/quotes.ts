import type { MessageFrame, Quote } from './contract';

/** The longest quote, in UTF-16 units, with the sign that says that it was cut. */
const maxUnits = 160;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The quote of a message as it is now, which is what the room makes of it for who answers now. */
export function quoteOf({ id, from, body, deleted }: MessageFrame): Quote {
  return deleted === true ? { id, from, text: '', deleted } : { id, from, text: cut(body) };
}

/** The quote once its message is deleted. */
export function blank({ id, from }: Quote): Quote {
  return { id, from, text: '', deleted: true };
}

/** The same object where it has nothing to lose. */
export function blankWhere<T extends { readonly replyTo?: Quote }>(quoting: T, isDeleted: (id: string) => boolean): T {
  const quote = quoting.replyTo;
  return quote === undefined || quote.deleted === true || !isDeleted(quote.id) ? quoting : { ...quoting, replyTo: blank(quote) };
}

/** Cut between characters as a person sees them, so that no half of one is shown. */
function cut(text: string): string {
  if (text.length <= maxUnits) return text;
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (kept.length + segment.length >= maxUnits) break;
    kept += segment;
  }
  return `${kept}…`;
}
