/** The span of the first pause, in milliseconds; it doubles with every attempt. */
const firstMs = 500;

const longestMs = 30_000;

/**
 * How long to wait before each attempt to connect: a random part of a span that doubles ("full jitter"), so that the clients of a restarted
 * server do not all come back in the same moment. Where the server says how long to wait, that is the least, and the jitter comes on top.
 */
export class ReconnectSchedule {
  readonly #random: () => number;
  #attempts = 0;

  /** @param random evenly spread from 0 to 1 */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** The pause before the next attempt, in milliseconds. */
  next(retryAfterMs = 0): number {
    // Beyond 2^10 half seconds the cap holds anyway, and an exponent that went on growing would end in infinity.
    const span = Math.min(longestMs, firstMs * 2 ** Math.min(this.#attempts++, 10));
    return Math.round(Math.max(0, retryAfterMs) + this.#random() * span);
  }

  /** The connection has proven itself: the next loss begins with short pauses again. */
  reset(): void {
    this.#attempts = 0;
  }
}
