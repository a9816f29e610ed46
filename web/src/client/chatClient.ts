import { ChatConnection, type ConnectionOptions, type ConnectionStatus } from './connection';
import type { ChatError, Limits, RoomPosition, ServerInfo, Welcome } from './contract';
import type { OpenLink } from './link';
import { PresenceSession, type ReadOwnPresence } from './presenceSession';
import { RoomSession } from './roomSession';

export interface ClientOptions extends ConnectionOptions {
  readonly ownPresence?: ReadOwnPresence;
}

/** One signed-in user: a connection, the rooms that are kept joined over it, and what their members and the user are to others. */
export class ChatClient {
  readonly presence: PresenceSession;
  readonly #connection: ChatConnection;
  /** The rooms, and what ends the listening to each. */
  readonly #rooms = new Map<RoomSession, () => void>();
  #welcome: Welcome | undefined;
  /** How far the server's clock was ahead of this machine's when it greeted, in milliseconds. */
  #ahead = 0;

  constructor(openLink: OpenLink, options: ClientOptions) {
    this.#connection = new ChatConnection(
      openLink,
      {
        positions: () => this.#positions(),
        connected: welcome => this.#connected(welcome),
        lost: fresh => this.#lost(fresh),
        suspend: () => this.#each(room => room.suspend()),
        release: () => this.#each(room => room.release()),
        frames: frames => this.#each(room => room.receive(frames)),
        presences: frames => this.presence.receive(frames),
      },
      options,
    );
    this.presence = new PresenceSession(this.#connection, options.ownPresence);
  }

  /** The limits in force, as the last greeting said them. */
  get limits(): Limits | undefined {
    return this.#welcome?.limits;
  }

  get server(): ServerInfo | undefined {
    return this.#welcome?.server;
  }

  get status(): () => ConnectionStatus {
    return this.#connection.status;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#connection.subscribe;
  }

  start(): void {
    this.#connection.start();
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  /** The user asked, or the network came back. */
  hurry(): void {
    this.#connection.hurry();
  }

  /**
   * Joins a room, at once or as soon as the connection stands, and keeps it joined until {@link leave}.
   *
   * @param refused called where the room does not let the user in, or has told him to leave; it is given up then
   */
  join(code: string, refused: (error: ChatError) => void): RoomSession {
    const room = new RoomSession(this.#connection, code.trim().toUpperCase(), error => {
      this.#forget(room);
      refused(error);
    });
    this.#rooms.set(room, room.subscribe(() => this.#watchMembers()));
    if (this.#welcome !== undefined && this.#connection.status().state === 'connected') room.connected(this.#welcome.user, undefined, this.#ahead);
    return room;
  }

  async leave(room: RoomSession): Promise<void> {
    this.#forget(room);
    await room.leave();
  }

  #forget(room: RoomSession): void {
    this.#rooms.get(room)?.();
    this.#rooms.delete(room);
    this.#watchMembers();
  }

  /** The members whom the rooms show, in the order in which they show them; oneself is told by nobody. */
  #watchMembers(): void {
    const members = [...this.#rooms.keys()].flatMap(room => room.state().members.map(member => member.id));
    this.presence.watch(members.filter(member => member !== this.#welcome?.user.id));
  }

  #positions(): readonly RoomPosition[] {
    return [...this.#rooms.keys()].map(room => room.position).filter(position => position !== undefined);
  }

  #connected(welcome: Welcome): void {
    this.#welcome = welcome;
    this.#ahead = welcome.serverTime - Date.now();
    this.presence.connected(welcome.user);
    this.#each(room => room.connected(welcome.user, welcome.rooms?.find(outcome => outcome.room === room.room), this.#ahead));
  }

  #lost(fresh: boolean): void {
    this.presence.lost();
    this.#each(room => {
      if (fresh) room.forgetPosition();
      room.lost();
    });
  }

  #each(act: (room: RoomSession) => void): void {
    // A room that is refused goes while this runs.
    for (const room of [...this.#rooms.keys()]) act(room);
  }
}
