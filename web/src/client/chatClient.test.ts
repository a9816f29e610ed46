import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ChatClient } from './chatClient';
import type { ChatError, MemberInfo, Result, Welcome } from './contract';
import { ann, bob, joined, member, message, moderated, presence, refusal, welcome } from './frames.testing';
import type { LinkEvents } from './link';

/** Lets every promise that is ready go on. */
const turn = () => vi.advanceTimersByTimeAsync(0);

/** A server that joins whoever asks, and resumes as the test says. */
class FakeServer {
  readonly calls: { readonly method: string; readonly argument: { readonly room?: string; readonly rooms?: readonly { readonly room: string }[] } }[] = [];
  events!: LinkEvents;
  outcomes: Welcome['rooms'];
  full: string | undefined;
  members: readonly MemberInfo[] = [member(ann)];
  /** How far its clock is ahead. */
  ahead = 0;

  readonly open = (events: LinkEvents) => {
    this.events = events;
    return {
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      invoke: <T>(method: string, argument: object): Promise<Result<T>> => {
        this.calls.push({ method, argument });
        return Promise.resolve(this.#answer(method, argument as { readonly room: string }) as Result<T>);
      },
    };
  };

  #answer(method: string, { room }: { readonly room: string }): object {
    const greeting = { ...welcome, serverTime: Date.now() + this.ahead };
    if (method === 'Hello') return this.outcomes === undefined ? greeting : { ...greeting, rooms: this.outcomes };
    if (method === 'Watch') return { ok: true, users: [] };
    if (method !== 'Join') return { ok: true };
    return room === this.full ? refusal({ code: 'ROOM_FULL' }) : { ok: true, ...joined(4, { room, members: this.members, memberCount: this.members.length }) };
  }
}

async function create() {
  const server = new FakeServer();
  const client = new ChatClient(server.open, { device: 'test', random: () => 0 });
  const refused: ChatError[] = [];
  const join = (code: string) => client.join(code, error => refused.push(error));
  return { server, client, refused, join };
}

describe('ChatClient', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('join_BeforeAndAfterTheConnectionStands_JoinsBoth', async () => {
    const { client, join } = await create();
    const first = join('A');
    client.start();
    await turn();
    const second = join(' b ');
    await turn();
    expect([first.state().joined, second.state().joined]).toEqual([true, true]);
    expect(client.limits).toEqual(welcome.limits);
  });

  test('closed_SeveralRooms_ResumesEachByItsOutcome', async () => {
    const { server, client, join } = await create();
    const rooms = ['A', 'B'].map(join);
    client.start();
    await turn();
    server.outcomes = [
      { room: 'B', outcome: 'gone' },
      { room: 'A', outcome: 'resumed', joined: joined(5, { room: 'A', messages: [message(5, { room: 'A' })] }) },
    ];
    server.calls.length = 0;
    server.events.closed();
    await turn();
    expect(server.calls.map(({ method, argument }) => [method, argument.room ?? argument.rooms?.map(({ room }) => room)])).toEqual([
      ['Hello', ['A', 'B']],
      ['Join', 'B'],
    ]);
    expect(rooms.map(room => room.state().entries.length)).toEqual([1, 0]);
  });

  test('frames_OfOneRoom_ReachItAlone', async () => {
    const { server, client, join } = await create();
    const rooms = ['A', 'B'].map(join);
    client.start();
    await turn();
    server.events.frames([message(5, { room: 'B' })]);
    expect(rooms.map(room => room.state().entries.length)).toEqual([0, 1]);
  });

  test('bye_Fresh_JoinsInsteadOfResuming', async () => {
    const { server, client, join } = await create();
    join('A');
    client.start();
    await turn();
    server.calls.length = 0;
    server.events.frames([{ type: 'bye', code: 'OVERLOADED', message: 'Too slow.', action: 'fresh' }]);
    await turn();
    expect(server.calls).toEqual([{ method: 'Hello', argument: { device: 'test' } }, { method: 'Join', argument: { room: 'A', history: 100 } }]);
  });

  test('join_Refused_GivesUpThatRoomAlone', async () => {
    const { server, client, join, refused } = await create();
    server.full = 'A';
    join('A');
    const other = join('B');
    client.start();
    await turn();
    expect(refused.map(error => error.code)).toEqual(['ROOM_FULL']);
    server.events.closed();
    await turn();
    expect(server.calls.at(-1)?.argument).not.toMatchObject({ room: 'A' });
    expect(other.state().me).toEqual(ann);
  });

  test('frames_ServersClockIsWrong_RulesEndByIt', async () => {
    const { server, client, join } = await create();
    server.ahead = 60_000;
    const first = join('A');
    client.start();
    await turn();
    const second = join('B');
    await turn();
    const mutes = ['A', 'B'].map(room => moderated(5, 'mute', { room, user: ann, until: Date.now() + 90_000 }));
    server.events.frames(mutes);
    expect([first, second].map(room => room.state().rules.mutedUntil)).toEqual([Date.now() + 30_000, Date.now() + 30_000]);
  });

  test('frames_ToldToLeaveOneRoom_StaysInTheOther', async () => {
    const { server, client, join, refused } = await create();
    const [first, second] = ['A', 'B'].map(join);
    client.start();
    await turn();
    server.events.frames([moderated(5, 'kick', { room: 'A', user: ann }), message(5, { room: 'B' })]);
    expect(refused.map(({ code }) => code)).toEqual(['NOT_A_MEMBER']);
    expect([first!.state().joined, second!.state().joined]).toEqual([false, true]);
    expect(second!.state().entries).toHaveLength(1);
    server.events.closed();
    await turn();
    expect(server.calls.findLast(({ method }) => method === 'Hello')?.argument.rooms).toMatchObject([{ room: 'B' }]);
  });

  test('join_RoomsWithOthers_WatchesThemAndNotOneself', async () => {
    const { server, client, join } = await create();
    server.members = [member(ann), member(bob)];
    ['A', 'B'].map(join);
    client.start();
    await vi.advanceTimersByTimeAsync(500);
    expect(server.calls.filter(({ method }) => method === 'Watch').map(({ argument }) => argument)).toEqual([{ users: ['bob'] }]);
    server.events.frames([presence('bob', 1, { status: 'busy' })]);
    expect(client.presence.state().contacts.get('bob')).toMatchObject({ status: 'busy' });
  });

  test('leave_LastRoom_WatchesNobody', async () => {
    const { server, client, join } = await create();
    server.members = [member(ann), member(bob)];
    const room = join('A');
    client.start();
    await vi.advanceTimersByTimeAsync(500);
    server.events.frames([presence('bob', 1)]);
    await client.leave(room);
    expect([...client.presence.state().contacts]).toEqual([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.calls.at(-1)).toEqual({ method: 'Watch', argument: { users: [] } });
  });

  test('leave_Joined_SaysSoAndResumesItNoMore', async () => {
    const { server, client, join } = await create();
    const room = join('A');
    client.start();
    await turn();
    await client.leave(room);
    expect(server.calls.at(-1)).toEqual({ method: 'Leave', argument: { room: 'A' } });
    server.events.closed();
    await turn();
    expect(server.calls.at(-1)).toEqual({ method: 'Hello', argument: { device: 'test' } });
  });
});
