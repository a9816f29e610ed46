import { ChatConnection, type ConnectionState } from './connection';
import type { ChatError } from './contract';
import { GuestSession } from './guest';
import { RoomSession } from './roomSession';

export interface ConnectionStatus {
  readonly state: ConnectionState;
  readonly reason?: string;
}

/** One signed-in guest in one room: the room's session and the connection that feeds it. */
export class Chat {
  readonly room: RoomSession;
  readonly #connection: ChatConnection;
  readonly #listeners = new Set<() => void>();
  #status: ConnectionStatus = { state: 'connecting' };

  private constructor(guest: GuestSession, room: string, refused: (error: ChatError) => void) {
    this.#connection = new ChatConnection('/hub/chat', () => guest.ticket(), {
      state: (state, reason) => this.#setStatus(reason === undefined ? { state } : { state, reason }),
      opened: () => void this.room.opened(),
      closed: () => this.room.closed(),
      frames: frames => this.room.receive(frames),
    });
    this.room = new RoomSession(this.#connection, room, error => {
      void this.#connection.stop();
      refused(error);
    });
  }

  /**
   * Signs in and begins to connect.
   *
   * @param refused called where the room does not let the user in
   * @throws RequestRefused where the name is not taken or guests are not let in
   */
  static async join(name: string, room: string, refused: (error: ChatError) => void): Promise<Chat> {
    const chat = new Chat(await GuestSession.signIn(name), room, refused);
    void chat.#connection.start();
    return chat;
  }

  readonly status = (): ConnectionStatus => this.#status;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  connectNow(): void {
    void this.#connection.hurry();
  }

  async leave(): Promise<void> {
    await this.room.leave();
    await this.#connection.stop();
    GuestSession.forgetTab();
  }

  #setStatus(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}
