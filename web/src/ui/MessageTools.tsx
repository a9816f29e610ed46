import { useState } from 'react';
import type { MessageFrame } from '../client/contract';
import type { MessageAction } from '../client/roomSession';
import { EditIcon, PinIcon, ReplyIcon, TrashIcon } from './icons';

interface MessageToolsProps {
  readonly message: MessageFrame;
  readonly own: boolean;
  /** Whether the user may delete it: his own, or one of somebody below him. */
  readonly deletable: boolean;
  onAct(action: MessageAction): unknown;
  onEdit(): void;
  onReply(): void;
}

/** The reactions that are one click away. */
const quickReactions = ['👍', '❤️', '😂', '🎉'] as const;

export function MessageTools({ message, own, deletable, onAct, onEdit, onReply }: MessageToolsProps) {
  const [asking, setAsking] = useState(false);
  const pinned = message.pinned === true;

  // It comes and goes with the pointer, which is nothing to be told to somebody who listens to the conversation.
  return (
    <div className="message-tools" role="group" aria-label="What to do with this message" aria-live="off" data-testid="message-tools">
      {quickReactions.map(emoji => {
        const said = message.reactions?.some(reaction => reaction.emoji === emoji && reaction.own) === true;
        return (
          <button key={emoji} type="button" aria-pressed={said} aria-label={`React with ${emoji}`} onClick={() => onAct({ method: 'React', emoji, on: !said })} data-testid="react">
            <span aria-hidden="true">{emoji}</span>
          </button>
        );
      })}
      <button type="button" aria-label="Reply" title="Reply (R)" aria-keyshortcuts="R" onClick={onReply} data-testid="reply"><ReplyIcon /></button>
      <button type="button" aria-pressed={pinned} aria-label="Pin" title={pinned ? 'Unpin' : 'Pin'} onClick={() => onAct({ method: 'Pin', on: !pinned })} data-testid="pin">
        <PinIcon />
      </button>
      {own ? <button type="button" aria-label="Edit" title="Edit" onClick={onEdit} data-testid="edit"><EditIcon /></button> : null}
      {!deletable ? null : asking ? (
        // It cannot be taken back, so neither one click nor a double one is enough.
        <button
          type="button"
          className="danger"
          onClick={event => {
            if (event.detail < 2) onAct({ method: 'Delete' });
          }}
          data-testid="confirm-delete"
        >
          Delete for everybody
        </button>
      ) : (
        <button type="button" aria-label="Delete" title="Delete" onClick={() => setAsking(true)} data-testid="delete"><TrashIcon /></button>
      )}
    </div>
  );
}
