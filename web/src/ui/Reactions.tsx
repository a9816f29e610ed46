import type { Reaction } from '../client/contract';
import type { MessageAction } from '../client/roomSession';

interface ReactionsProps {
  readonly reactions: readonly Reaction[];
  onAct(action: MessageAction): unknown;
}

export function Reactions({ reactions, onAct }: ReactionsProps) {
  // Somebody who listens to the conversation is not to hear each of them.
  return (
    <div className="reactions" role="group" aria-label="Reactions" aria-live="off" data-testid="reactions">
      {reactions.map(({ emoji, count, own }) => (
        <button
          key={emoji}
          type="button"
          className="reaction"
          aria-pressed={own}
          aria-label={`${emoji} ${count}`}
          onClick={() => onAct({ method: 'React', emoji, on: !own })}
          data-testid="reaction"
        >
          <span aria-hidden="true">{emoji}</span> <span className="reaction-count" aria-hidden="true">{count}</span>
        </button>
      ))}
    </div>
  );
}
