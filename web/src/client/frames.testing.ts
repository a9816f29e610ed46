import type {
  Ack, ChatError, DeletedFrame, EditedFrame, HistoryMessage, JoinedFrame, Joined, LeftFrame, MemberInfo, MessageFrame, MessagePage, ModeratedFrame, PinFrame, PresenceFrame, Quote,
  ReactionFrame, Refusal, RoleFrame, UserInfo, Welcome,
} from './contract';

export const room = 'R';
export const ann: UserInfo = { id: 'ann', name: 'Ann' };
export const bob: UserInfo = { id: 'bob', name: 'Bob' };

export const member = (user: UserInfo, role = 'member'): MemberInfo => ({ ...user, role });

export function message(seq: number, more: Partial<MessageFrame> = {}): MessageFrame {
  return { type: 'message', room, epoch: 1, seq, clock: seq, at: seq, id: `m${seq}`, from: bob, body: `body ${seq}`, kind: 'text', ...more };
}

/** A message that answers another one, as it was then. */
export function reply(seq: number, target: string, more: Partial<MessageFrame> = {}): MessageFrame {
  return message(seq, { replyTo: { id: target, from: bob, text: `quote of ${target}` }, ...more });
}

/** What is left of the quote of a message that was deleted. */
export const blankQuote = (target: string): Quote => ({ id: target, from: bob, text: '', deleted: true });

export function joinedFrame(seq: number, user: UserInfo, memberCount: number): JoinedFrame {
  return { type: 'joined', room, epoch: 1, seq, clock: seq, at: seq, member: member(user), memberCount };
}

export function leftFrame(seq: number, user: UserInfo, memberCount: number, reason = 'left'): LeftFrame {
  return { type: 'left', room, epoch: 1, seq, clock: seq, at: seq, user, reason, memberCount };
}

/** Something that Bob has decided. */
export function moderated(seq: number, action: string, more: Partial<ModeratedFrame> = {}): ModeratedFrame {
  return { type: 'moderated', room, epoch: 1, seq, clock: seq, at: seq, action, by: bob, ...more };
}

/** A role that Bob has given. */
export function roleFrame(seq: number, user: UserInfo, role: string, more: Partial<RoleFrame> = {}): RoleFrame {
  return { type: 'role', room, epoch: 1, seq, clock: seq, at: seq, user, role, by: bob, ...more };
}

const change = (seq: number, target: string) => ({ room, epoch: 1, seq, clock: seq, at: seq, target, by: bob });

export const edited = (seq: number, target: string, body = `edited ${seq}`): EditedFrame => ({ type: 'edited', ...change(seq, target), body });
export const deleted = (seq: number, target: string): DeletedFrame => ({ type: 'deleted', ...change(seq, target) });
export const pin = (seq: number, target: string, on = true): PinFrame => ({ type: 'pin', ...change(seq, target), on });

export function reaction(seq: number, target: string, more: Partial<ReactionFrame> = {}): ReactionFrame {
  return { type: 'reaction', ...change(seq, target), emoji: '👍', on: true, ...more };
}

export function joined(head: number, more: Partial<Joined> = {}): Joined {
  const me = member(ann);
  return { room, epoch: 1, head, clock: head, me, members: [me], memberCount: 1, messages: [], ...more };
}

export function page(head: number, messages: readonly HistoryMessage[], more: Partial<MessagePage> = {}): { readonly ok: true } & MessagePage {
  return { ok: true, epoch: 1, head, messages, hasMore: false, ...more };
}

export const welcome: { readonly ok: true } & Welcome = {
  ok: true, user: ann, serverTime: 0, limits: { bodyCharacters: 500 }, server: { version: '1', runtime: 'embedded', gateway: 'g' },
};

export function presence(user: string, version: number, more: Partial<PresenceFrame> = {}): PresenceFrame {
  return { type: 'presence', user, status: 'online', text: '', version, ...more };
}

export function refusal(error: Partial<ChatError>): Refusal {
  return { ok: false, error: { code: 'BAD_REQUEST', message: 'No.', retryable: false, ...error } };
}

export function ack(seq: number, more: Partial<Ack> = {}): { readonly ok: true } & Ack {
  return { ok: true, id: `m${seq}`, epoch: 1, seq, clock: seq, at: seq, duplicate: false, ...more };
}
