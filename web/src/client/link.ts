import type { Frame, Result } from './contract';

/** One connection to a gateway, from its opening to its end; it does not come back by itself. */
export interface Link {
  /** @throws RequestRefused where the sign-in is refused; any other error means that the gateway could not be reached */
  start(): Promise<void>;

  /** Ends the connection. Calls that are under way are rejected, and {@link LinkEvents.closed} may still be said. */
  stop(): Promise<void>;

  /** A refusal is an answer; a rejected promise means that the connection broke before one came. */
  invoke<T>(method: string, argument: object): Promise<Result<T>>;
}

export interface LinkEvents {
  frames(frames: readonly Frame[]): void;
  closed(): void;
}

export type OpenLink = (events: LinkEvents) => Link;
