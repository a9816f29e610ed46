import type { Quote } from '../client/contract';
import { CloseIcon } from './icons';
import { quoteText } from './quoteText';

interface ReplyBarProps {
  readonly quote: Quote;
  /** What describes the field beneath it. */
  readonly id: string;
  onCancel(): void;
}

export function ReplyBar({ quote, id, onCancel }: ReplyBarProps) {
  return (
    <div className="reply-bar" data-testid="reply-bar">
      <p id={id}>Replying to <bdi className="quote-author">{quote.from.name}</bdi>: <bdi>{quoteText(quote)}</bdi></p>
      <button type="button" className="tool" onClick={onCancel} aria-label="Cancel the reply" title="Cancel the reply" data-testid="cancel-reply">
        <CloseIcon />
      </button>
    </div>
  );
}
