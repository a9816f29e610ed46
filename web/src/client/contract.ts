/** The wire, as the gateway's contracts define it: requests are invoked on the hub, frames arrive in the event `Deliver`. */

export interface UserInfo {
  readonly id: string;
  readonly name: string;
}

export interface MemberInfo extends UserInfo {
  /** `member`, `moderator`, `admin` or `owner`; a newer server may know others. */
  readonly role: string;
}

export interface ChatError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly limit?: number;
  readonly remaining?: number;
  readonly window?: number;
}

export type Refusal = { readonly ok: false; readonly error: ChatError };
export type Result<T> = ({ readonly ok: true } & T) | Refusal;

export interface Limits {
  readonly bodyCharacters: number;
  /** Users that one message may name. */
  readonly mentions?: number;
}

export interface ServerInfo {
  readonly version: string;
  readonly runtime: string;
  readonly gateway: string;
}

/** How far a client has come in a room. */
export interface RoomPosition {
  readonly room: string;
  readonly epoch: number;
  readonly seq: number;
}

export interface Welcome {
  readonly user: UserInfo;
  readonly serverTime: number;
  readonly limits: Limits;
  readonly server: ServerInfo;
  /** When the access token ends, in Unix milliseconds of the server. */
  readonly tokenExpiresAt?: number;
  /** One outcome for each room that was to be resumed. */
  readonly rooms?: readonly RoomOutcome[];
}

/** What became of one room that `Hello` asked to resume. */
export type RoomOutcome =
  | { readonly room: string; readonly outcome: 'resumed' | 'snapshot'; readonly joined: Joined }
  | { readonly room: string; readonly outcome: 'denied'; readonly error: ChatError }
  | { readonly room: string; readonly outcome: 'gone' };

export interface Joined {
  readonly room: string;
  readonly epoch: number;
  readonly head: number;
  readonly clock: number;
  readonly me: MemberInfo;
  readonly members: readonly MemberInfo[];
  readonly memberCount: number;
  readonly messages: readonly HistoryMessage[];
  /** How far each of the members has read. */
  readonly read?: readonly ReadPosition[];
  /** Where the room was resumed: what was done meanwhile to messages of before, and what was decided. */
  readonly changes?: readonly AnsweredChange[];
  /** Absent where nothing binds the user. */
  readonly rules?: RoomRules;
}

/** What members must know of a room beside its messages; what is absent does not apply. */
export interface RoomRules {
  /** The time between two messages of a member, in milliseconds; it does not bind moderators. */
  readonly intervalMs?: number;
  /** Until when nobody below a moderator may say anything, in Unix milliseconds; 0 for as long as the room. */
  readonly frozenUntil?: number;
  /** Until when the user may say nothing himself, in Unix milliseconds; 0 for as long as the room. */
  readonly mutedUntil?: number;
}

export interface ReadPosition {
  readonly user: string;
  readonly seq: number;
}

export interface Ack {
  readonly id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly clock: number;
  readonly at: number;
  readonly duplicate: boolean;
}

export interface MessagePage {
  readonly epoch: number;
  readonly head: number;
  readonly messages: readonly HistoryMessage[];
  readonly hasMore: boolean;
  /** Where messages after a number were asked for: what was done since to messages of before, and what was decided. */
  readonly changes?: readonly AnsweredChange[];
  /** Where messages after a number were asked for: up to which number everything is in this page. */
  readonly to?: number;
}

export interface MemberPage {
  readonly members: readonly MemberInfo[];
  readonly count: number;
  readonly hasMore: boolean;
}

interface Ordered {
  readonly room: string;
  readonly epoch: number;
  readonly seq: number;
  readonly clock: number;
  readonly at: number;
}

/** What members say to a message with one emoji. */
export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** Whether the reader is one of them. */
  readonly own: boolean;
}

/** What a message answers, as it was when it was answered: later edits do not change it. */
export interface Quote {
  /** The id of the message that was answered. */
  readonly id: string;
  readonly from: UserInfo;
  /** Ends with `…` where it was cut. */
  readonly text: string;
  /** The message was deleted since, and there is no text any more. */
  readonly deleted?: boolean;
}

/** A message, with what was done to it up to now where it stands in an answer. */
export interface MessageFrame extends Ordered {
  readonly type: 'message';
  readonly id: string;
  readonly from: UserInfo;
  readonly body: string;
  readonly kind: string;
  /** The idempotency key; only its author receives it. */
  readonly key?: string;
  readonly replyTo?: Quote;
  /** The ids of those members who are named in the text. */
  readonly mentions?: readonly string[];
  /** The number of its last edit; absent where it was never edited. */
  readonly version?: number;
  /** There is no text, and there are no reactions, any more. */
  readonly deleted?: boolean;
  readonly pinned?: boolean;
  /** In the order in which the first of each emoji came. */
  readonly reactions?: readonly Reaction[];
  /** The number of the last change that is contained in this: only later ones are to be applied. */
  readonly rev?: number;
}

/** A message in an answer: its place says what it is, so it need not name its type. */
export type HistoryMessage = Omit<MessageFrame, 'type'>;

/** Something that was done to a message. */
interface Change extends Ordered {
  /** The message's id. */
  readonly target: string;
  readonly by: UserInfo;
}

/** Its text is another one; its version is this frame's number. */
export interface EditedFrame extends Change {
  readonly type: 'edited';
  readonly body: string;
}

export interface DeletedFrame extends Change {
  readonly type: 'deleted';
}

export interface ReactionFrame extends Change {
  readonly type: 'reaction';
  readonly emoji: string;
  /** False where it was taken back. */
  readonly on: boolean;
}

export interface PinFrame extends Change {
  readonly type: 'pin';
  /** False where the mark was taken away. */
  readonly on: boolean;
}

export type ChangeFrame = EditedFrame | DeletedFrame | ReactionFrame | PinFrame;

/** A message as it is now, or, of one that the room does not keep any more, just what was done to it. */
export type ChangedMessage = MessageFrame | ChangeFrame;

/** Something was decided about a member or the room. Who is to leave hears of it last of all. */
export interface ModeratedFrame extends Ordered {
  readonly type: 'moderated';
  /** `kick`, `ban`, `unban`, `mute`, `unmute` (of a user), `slow`, `freeze` or `unfreeze` (of the room); a newer server may know others. */
  readonly action: string;
  readonly by: UserInfo;
  /** Absent where it is about the room. */
  readonly user?: UserInfo;
  /** Until when it holds, in Unix milliseconds of the server; absent for as long as the room. */
  readonly until?: number;
  /** Of `slow`: the time between two messages of a member; 0 for no such rule. */
  readonly intervalMs?: number;
  /** One line. */
  readonly reason?: string;
}

/** A user has another role. */
export interface RoleFrame extends Ordered {
  readonly type: 'role';
  readonly user: UserInfo;
  readonly role: string;
  readonly by: UserInfo;
}

export type RulingFrame = ModeratedFrame | RoleFrame;

/** What an answer or an epoch says beside messages. */
export type AnsweredChange = ChangedMessage | RulingFrame;

export interface JoinedFrame extends Ordered {
  readonly type: 'joined';
  readonly member: MemberInfo;
  readonly memberCount: number;
}

export interface LeftFrame extends Ordered {
  readonly type: 'left';
  readonly user: UserInfo;
  /** `left`, `disconnected` or `removed`. */
  readonly reason: string;
  readonly memberCount: number;
}

export interface TypingFrame {
  readonly type: 'typing';
  readonly room: string;
  readonly user: UserInfo;
  readonly on: boolean;
}

export interface ReadFrame extends ReadPosition {
  readonly type: 'read';
  readonly room: string;
}

/** The room was activated anew, or the gateway had lost touch with it; the order goes on above `head`. */
export interface EpochFrame {
  readonly type: 'epoch';
  readonly room: string;
  readonly epoch: number;
  readonly head: number;
  readonly recovered: boolean;
  /** What was said before and not shown yet, under the epochs in which it was said. */
  readonly messages?: readonly HistoryMessage[];
  /** What was done meanwhile to messages of before, and what was decided. */
  readonly changes?: readonly AnsweredChange[];
}

/** The members as they are now; follows an epoch. */
export interface MembersFrame {
  readonly type: 'members';
  readonly room: string;
  readonly members: readonly MemberInfo[];
  readonly memberCount: number;
}

/** Messages with these numbers may exist that were not shown. */
export interface GapFrame {
  readonly type: 'gap';
  readonly room: string;
  readonly from: number;
  readonly to: number;
}

/** Ordered frames up to `head` were left out, because this client reads too slowly. */
export interface DigestFrame {
  readonly type: 'digest';
  readonly room: string;
  readonly epoch: number;
  readonly head: number;
  readonly count: number;
}

export interface ResyncFrame {
  readonly type: 'resync';
  readonly room: string;
}

/** From here on less is told, until this client has caught up (`none`). */
export interface SlowFrame {
  readonly type: 'slow';
  readonly step: 'signals' | 'receipts' | 'none';
}

/** The gateway is about to stop: after the delay, resume over a new connection and then close this one. */
export interface DrainFrame {
  readonly type: 'drain';
  readonly delayMs: number;
}

/** The last frame of a connection that the server ends. */
export interface ByeFrame {
  readonly type: 'bye';
  readonly code: string;
  readonly message: string;
  readonly action: 'resume' | 'fresh' | 'stop';
  readonly retryAfterMs?: number;
}

/** What somebody is to others. Who is invisible is offline to them. */
export type PresenceStatus = 'online' | 'away' | 'busy' | 'offline';

/** What a user can choose to be; it holds over all connections until it is changed. */
export type ChosenStatus = 'online' | 'busy' | 'invisible';

/** What a watched user is. The highest version is the latest, in whatever order they come. */
export interface Presence {
  readonly user: string;
  readonly status: PresenceStatus;
  /** A few words beside it; empty for none. */
  readonly text: string;
  /** When the user went, in Unix milliseconds; absent where the user is here, or was not seen. */
  readonly lastSeen?: number;
  readonly version: number;
}

export interface PresenceFrame extends Presence {
  readonly type: 'presence';
}

/** What the users of a `Watch` are now; frames say what they become. */
export interface Watched {
  readonly users: readonly Presence[];
}

export type OrderedFrame = MessageFrame | JoinedFrame | LeftFrame | ChangeFrame | RulingFrame;
export type RoomFrame = OrderedFrame | TypingFrame | ReadFrame | EpochFrame | MembersFrame | GapFrame | DigestFrame | ResyncFrame;
export type Frame = RoomFrame | PresenceFrame | SlowFrame | DrainFrame | ByeFrame;

/** A message in an answer or a list, as the frame that it would have been. */
export function asFrame(message: HistoryMessage): MessageFrame {
  return { ...message, type: 'message' };
}
