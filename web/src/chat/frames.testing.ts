import type { JoinedFrame, Joined, MessageFrame, UserInfo } from './contract';

export const room = 'R';
export const ann: UserInfo = { id: 'ann', name: 'Ann' };
export const bob: UserInfo = { id: 'bob', name: 'Bob' };

export function message(seq: number, more: Partial<MessageFrame> = {}): MessageFrame {
  return { type: 'message', room, epoch: 1, seq, clock: seq, at: seq, id: `m${seq}`, from: bob, body: `body ${seq}`, kind: 'text', ...more };
}

export function joinedFrame(seq: number, user: UserInfo, memberCount: number): JoinedFrame {
  return { type: 'joined', room, epoch: 1, seq, clock: seq, at: seq, member: { ...user, role: 'member' }, memberCount };
}

export function joined(head: number, more: Partial<Joined> = {}): Joined {
  const me = { ...ann, role: 'member' };
  return { room, epoch: 1, head, clock: head, me, members: [me], memberCount: 1, messages: [], ...more };
}
