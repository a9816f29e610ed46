import { HttpTransportType, HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import type { Frame, Result } from './contract';
import { RequestRefused } from './guest';
import { retryDelayMs } from './retryDelay';
import type { Hub } from './roomSession';

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'disconnected';

interface ChatConnectionEvents {
  state(state: ConnectionState, reason?: string): void;
  opened(): void;
  closed(): void;
  frames(frames: readonly Frame[]): void;
}

/**
 * Keeps a SignalR connection up until it is stopped. SignalR's automatic reconnect covers a lost transport; what it does not cover (a first
 * attempt that fails, a server that says good-bye) is covered here, with the same delays.
 */
export class ChatConnection implements Hub {
  readonly #connection: HubConnection;
  readonly #events: ChatConnectionEvents;
  #stopped = false;
  #starting = false;
  #wake: (() => void) | undefined;

  constructor(url: string, ticket: () => Promise<string>, events: ChatConnectionEvents) {
    this.#events = events;
    this.#connection = new HubConnectionBuilder()
      .withUrl(url, { skipNegotiation: true, transport: HttpTransportType.WebSockets, accessTokenFactory: ticket })
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: context => retryDelayMs(context.previousRetryCount) })
      .configureLogging(LogLevel.None)
      .build();
    this.#connection.on('Deliver', (frames: readonly Frame[]) => this.#deliver(frames));
    this.#connection.onreconnecting(() => this.#lost());
    this.#connection.onreconnected(() => this.#stands());
    this.#connection.onclose(() => {
      if (this.#stopped) return;
      this.#lost();
      void this.start(true);
    });
  }

  /** Connects, and tries until it stands, is stopped, or is refused for good. */
  async start(again = false): Promise<void> {
    if (this.#starting) return;
    this.#starting = true;
    this.#stopped = false;
    this.#events.state(again ? 'reconnecting' : 'connecting');
    try {
      for (let attempt = 0; !this.#stopped; attempt++) {
        if (again || attempt > 0) await this.#pause(retryDelayMs(attempt));
        if (this.#stopped || (await this.#tryStart())) return;
        again = true;
      }
    } finally {
      this.#starting = false;
    }
  }

  /** Tries at once instead of waiting for the next attempt: the user asked, or the network came back. */
  async hurry(): Promise<void> {
    this.#wake?.();
    if (this.#starting || this.#connection.state === HubConnectionState.Connected) return;
    // SignalR's own wait cannot be cut short; stopping it and starting anew can.
    this.#stopped = true;
    await this.#connection.stop();
    await this.start(true);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#connection.stop();
  }

  async invoke<T>(method: string, argument: object): Promise<Result<T>> {
    try {
      return await this.#connection.invoke<Result<T>>(method, argument);
    } catch (error) {
      if (this.#connection.state !== HubConnectionState.Connected) throw error;
      return { ok: false, error: { code: 'INTERNAL', message: 'The server could not do this.', retryable: true } };
    }
  }

  async #tryStart(): Promise<boolean> {
    try {
      await this.#connection.start();
      if (!this.#stopped) this.#stands();
      return true;
    } catch (error) {
      if (this.#stopped) return true;
      if (error instanceof RequestRefused && !error.retryable) {
        this.#events.state('disconnected', error.message);
        return true;
      }

      this.#events.state('reconnecting', navigator.onLine ? undefined : 'This device is offline.');
      return false;
    }
  }

  #deliver(frames: readonly Frame[]): void {
    this.#events.frames(frames);
    const bye = frames.find(frame => frame.type === 'bye');
    // After any other good-bye the connection closes and a new one is made as after every loss.
    if (bye?.action !== 'stop') return;
    this.#events.closed();
    this.#events.state('disconnected', bye.message);
    void this.stop();
  }

  #stands(): void {
    this.#events.state('connected');
    this.#events.opened();
  }

  #lost(): void {
    this.#events.state('reconnecting');
    this.#events.closed();
  }

  #pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
