/** The wire, as the gateway's contracts define it: requests are invoked on the hub, frames arrive in the event `Deliver`. */

export interface UserInfo {
  readonly id: string;
  readonly name: string;
}

export interface MemberInfo extends UserInfo {
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
}

export interface ServerInfo {
  readonly version: string;
  readonly runtime: string;
  readonly gateway: string;
}

export interface Welcome {
  readonly user: UserInfo;
  readonly serverTime: number;
  readonly limits: Limits;
  readonly server: ServerInfo;
}

export interface Joined {
  readonly room: string;
  readonly epoch: number;
  readonly head: number;
  readonly clock: number;
  readonly me: MemberInfo;
  readonly members: readonly MemberInfo[];
  readonly memberCount: number;
  readonly messages: readonly HistoryMessage[];
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

export interface MessageFrame extends Ordered {
  readonly type: 'message';
  readonly id: string;
  readonly from: UserInfo;
  readonly body: string;
  readonly kind: string;
  /** The idempotency key; only its author receives it. */
  readonly key?: string;
}

/** A message in an answer: its place says what it is, so it need not name its type. */
export type HistoryMessage = Omit<MessageFrame, 'type'>;

export interface JoinedFrame extends Ordered {
  readonly type: 'joined';
  readonly member: MemberInfo;
  readonly memberCount: number;
}

export interface LeftFrame extends Ordered {
  readonly type: 'left';
  readonly user: UserInfo;
  readonly reason: string;
  readonly memberCount: number;
}

export interface TypingFrame {
  readonly type: 'typing';
  readonly room: string;
  readonly user: UserInfo;
  readonly on: boolean;
}

export interface EpochFrame {
  readonly type: 'epoch';
  readonly room: string;
  readonly epoch: number;
}

export interface ResyncFrame {
  readonly type: 'resync';
  readonly room: string;
}

/** The last frame of a connection that the server ends. */
export interface ByeFrame {
  readonly type: 'bye';
  readonly code: string;
  readonly message: string;
  readonly action: 'fresh' | 'stop';
}

export type OrderedFrame = MessageFrame | JoinedFrame | LeftFrame;
export type RoomFrame = OrderedFrame | TypingFrame | EpochFrame | ResyncFrame;
export type Frame = RoomFrame | ByeFrame;
