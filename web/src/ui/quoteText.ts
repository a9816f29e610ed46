import type { Quote } from '../client/contract';

export function quoteText(quote: Quote): string {
  return quote.deleted === true ? 'Message deleted' : quote.text;
}
