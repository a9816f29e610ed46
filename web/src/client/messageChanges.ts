import type { ChangeFrame, MessageFrame, Reaction, ReactionFrame } from './contract';

export function isChange(frame: { readonly type: string }): frame is ChangeFrame {
  return frame.type === 'edited' || frame.type === 'deleted' || frame.type === 'reaction' || frame.type === 'pin';
}

/**
 * The message after a change; the same one where that is contained in it already.
 *
 * @param change a frame that names this message as its target
 * @param me the id of who reads
 */
export function changed(message: MessageFrame, change: ChangeFrame, me: string | undefined): MessageFrame {
  // A message in an answer is as it was then, and frames from before that may still be on their way.
  if (change.seq <= (message.rev ?? 0)) return message;
  const rev = change.seq;
  switch (change.type) {
    case 'edited':
      return { ...message, body: change.body, version: change.seq, rev };
    case 'deleted': {
      const { version: _version, pinned: _pinned, reactions: _reactions, replyTo: _replyTo, mentions: _mentions, ...rest } = message;
      return { ...rest, body: '', deleted: true, rev };
    }
    case 'pin': {
      const { pinned: _pinned, ...rest } = message;
      return { ...rest, ...(change.on ? { pinned: true } : {}), rev };
    }
    case 'reaction': {
      const { reactions: before, ...rest } = message;
      const reactions = counted(before ?? [], change, change.by.id === me);
      return { ...rest, ...(reactions.length === 0 ? {} : { reactions }), rev };
    }
  }
}

/** What an edit names as the version that its author has seen. */
export function versionOf({ version, seq }: MessageFrame): number {
  return version ?? seq;
}

/** The message as an answer has it, where that contains more than the known one; else the known one. */
export function renewed(known: MessageFrame, message: MessageFrame): MessageFrame {
  if ((message.rev ?? 0) <= (known.rev ?? 0)) return known;
  // Histories come without keys, and the page knows an own message by its key.
  return known.key === undefined ? message : { ...message, key: known.key };
}

/** Each reaction comes once, so that counting is enough. */
function counted(reactions: readonly Reaction[], { emoji, on }: ReactionFrame, isOwn: boolean): readonly Reaction[] {
  const known = reactions.find(one => one.emoji === emoji);
  if (known === undefined) return on ? [...reactions, { emoji, count: 1, own: isOwn }] : reactions;
  const next: Reaction = { emoji, count: known.count + (on ? 1 : -1), own: isOwn ? on : known.own };
  return reactions.map(one => (one === known ? next : one)).filter(one => one.count > 0);
}
