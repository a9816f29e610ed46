import type { LinePart } from '../chat/rulings';

/** What the room says. Names and reasons are text nodes in a direction of their own: they turn nothing but themselves. */
export function SystemLine({ parts }: { readonly parts: readonly LinePart[] }) {
  return (
    <p className="system-line" data-testid="system-line">
      {parts.map((part, index) => (part.ofPerson === true ? <bdi key={index}>{part.text}</bdi> : part.text))}
    </p>
  );
}
