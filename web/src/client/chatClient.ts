import { ChatConnection, type ConnectionOptions, type ConnectionStatus } from './connection';
import type { ChatError, Limits, RoomPosition, ServerInfo, Welcome } from './contract';
import type { OpenLink } from './link';
import { RoomSession } from './roomSession';

/** One signed-in user: a connection, and the rooms that are kept joined over it. */
export class ChatClient {
  readonly #connection: ChatConnection;
  readonly #rooms = new Set<RoomSession>();
  #welcome: Welcome | undefined;

  constructor(openLink: OpenLink, options: ConnectionOptions) {
    this.#connection = new ChatConnection(
      openLink,
      {
        positions: () => this.#positions(),
        connected: welcome => this.#connected(welcome),
        lost: fresh => this.#lost(fresh),
        suspend: () => this.#each(room => room.suspend()),
        release: () => this.#each(room => room.release()),
        frames: frames => this.#each(room => room.receive(frames)),
      },
      options,
    );
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
   * @param refused called where the room does not let the user in; it is given up then
   */
  join(code: string, refused: (error: ChatError) => void): RoomSession {
    const room = new RoomSession(this.#connection, code.trim().toUpperCase(), error => {
      this.#rooms.delete(room);
      refused(error);
    });
    this.#rooms.add(room);
    if (this.#welcome !== undefined && this.#connection.status().state === 'connected') room.connected(this.#welcome.user, undefined);
    return room;
  }

  async leave(room: RoomSession): Promise<void> {
    this.#rooms.delete(room);
    await room.leave();
  }

  #positions(): readonly RoomPosition[] {
    return [...this.#rooms].map(room => room.position).filter(position => position !== undefined);
  }

  #connected(welcome: Welcome): void {
    this.#welcome = welcome;
    this.#each(room => room.connected(welcome.user, welcome.rooms?.find(outcome => outcome.room === room.room)));
  }

  #lost(fresh: boolean): void {
    this.#each(room => {
      if (fresh) room.forgetPosition();
      room.lost();
    });
  }

  #each(act: (room: RoomSession) => void): void {
    // A room that is refused goes while this runs.
    for (const room of [...this.#rooms]) act(room);
  }
}
