import type { ChatError } from '../client/contract';

/** A refusal in the words of the person that it stops; the server's own sentence where there is nothing better to say. */
export function explain(error: ChatError): string {
  switch (error.code) {
    case 'RATE_LIMITED':
      return 'You are sending faster than this server allows.';
    case 'SLOW_MODE':
      return 'The room is in slow mode.';
    case 'MUTED':
      return 'You are muted in this room.';
    case 'ROOM_FROZEN':
      return 'The room is frozen; only moderators can write.';
    case 'BANNED':
      return 'You were banned from this room.';
    case 'TOO_LARGE':
      return error.limit === undefined ? 'It is too long.' : `It is longer than ${error.limit} characters.`;
    case 'VERSION_CONFLICT':
      return 'It was edited elsewhere meanwhile.';
    case 'TARGET_GONE':
      return 'The room does not keep this message any more.';
    case 'NOT_A_MEMBER':
      return 'You are no longer in this room.';
    case 'OVERLOADED':
    case 'DRAINING':
      return 'The server is busy just now.';
    case 'INTERNAL':
      return 'Something went wrong on the server.';
    default:
      return error.message;
  }
}
