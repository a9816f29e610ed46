import { ChatClient } from '../client/chatClient';
import type { ChatError } from '../client/contract';
import type { RoomSession } from '../client/roomSession';
import { signalrLinks } from '../client/signalrLink';
import { GuestSession } from './guest';

/** One signed-in guest in one room. */
export class Chat {
  readonly client: ChatClient;
  readonly room: RoomSession;

  private constructor(guest: GuestSession, room: string, refused: (error: ChatError) => void) {
    this.client = new ChatClient(signalrLinks('/hub/chat', () => guest.ticket()), {
      device: 'web',
      online: () => navigator.onLine,
      ownPresence: user => guest.presence(user),
    });
    this.room = this.client.join(room, error => {
      void this.client.stop();
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
    chat.client.start();
    return chat;
  }

  async leave(): Promise<void> {
    await this.client.leave(this.room);
    await this.client.stop();
    GuestSession.forgetTab();
  }
}
