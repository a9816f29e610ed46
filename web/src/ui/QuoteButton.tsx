import type { Quote } from '../client/contract';
import { quoteText } from './quoteText';

interface QuoteButtonProps {
  readonly quote: Quote;
  /** Whether the quoted message is on the page. */
  readonly reachable: boolean;
  onGoTo(id: string): void;
}

/** What a message answers, above its text. Every piece has a direction of its own, so that the quote does not turn the bubble around it. */
export function QuoteButton({ quote, reachable, onGoTo }: QuoteButtonProps) {
  return (
    <button
      type="button"
      className={quote.deleted === true ? 'quote deleted' : 'quote'}
      dir="ltr"
      disabled={!reachable}
      title={reachable ? 'Go to message' : 'This message is not loaded here'}
      onClick={() => onGoTo(quote.id)}
      data-testid="quote"
    >
      <span className="visually-hidden">In reply to </span>
      <span className="quote-author" data-testid="quote-author"><bdi>{quote.from.name}</bdi></span>
      <span className="quote-text" dir="auto" data-testid="quote-text">{quoteText(quote)}</span>
    </button>
  );
}
