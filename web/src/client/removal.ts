import type { ChatError, ModeratedFrame } from './contract';

/** Whether this tells a user to leave. */
export function isRemovalOf(frame: { readonly type: string }, user: string | undefined): frame is ModeratedFrame {
  const { action, user: subject } = frame as Partial<ModeratedFrame>;
  return frame.type === 'moderated' && (action === 'kick' || action === 'ban') && subject !== undefined && subject.id === user;
}

/**
 * The refusal that a removal is: `BANNED`, as a join would be refused from then on, or `NOT_A_MEMBER`, after which the user may come back.
 *
 * @param now Unix milliseconds of the server
 */
export function refusalOf({ action, until, reason }: ModeratedFrame, now: number): ChatError {
  const because = reason === undefined ? '.' : `: ${reason}`;
  return action === 'ban'
    ? {
        code: 'BANNED',
        message: `You were banned from this room${because}`,
        retryable: false,
        ...(until === undefined ? {} : { retryAfterMs: Math.max(0, until - now) }),
      }
    : { code: 'NOT_A_MEMBER', message: `You were removed from this room${because}`, retryable: false };
}
