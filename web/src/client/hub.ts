import type { ChatError, Result } from './contract';

/** The connection, as those need it who ask over it: a refusal is an answer, a rejected promise means that the connection broke before one came. */
export interface Hub {
  invoke<T>(method: string, argument: object): Promise<Result<T>>;
}

/** Nothing was tried. */
export const notConnected: ChatError = { code: 'UNAVAILABLE', message: 'There is no connection just now; try again once it is back.', retryable: true };

/** It may have been done. */
export const connectionLost: ChatError = {
  code: 'UNAVAILABLE',
  message: 'The connection was lost before the server confirmed this; look whether it was done.',
  retryable: true,
};
