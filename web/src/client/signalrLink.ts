import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import type { Frame, Result } from './contract';
import type { OpenLink } from './link';

/**
 * Links over SignalR's WebSocket. SignalR's own reconnect is not used: it cannot resume, open a second connection first, or be hurried.
 *
 * @param ticket fetches what one connection signs in with
 */
export function signalrLinks(url: string, ticket: () => Promise<string>): OpenLink {
  return events => {
    const connection = new HubConnectionBuilder()
      .withUrl(url, { skipNegotiation: true, transport: HttpTransportType.WebSockets, accessTokenFactory: ticket })
      .configureLogging(LogLevel.None)
      .build();
    connection.on('Deliver', (frames: readonly Frame[]) => events.frames(frames));
    connection.onclose(() => events.closed());
    return {
      start: () => connection.start(),
      stop: () => connection.stop(),
      invoke: async <T>(method: string, argument: object): Promise<Result<T>> => {
        try {
          return await connection.invoke<Result<T>>(method, argument);
        } catch (error) {
          if (connection.state !== HubConnectionState.Connected) throw error;
          return { ok: false, error: { code: 'INTERNAL', message: 'The server could not do this.', retryable: true } };
        }
      },
    };
  };
}
