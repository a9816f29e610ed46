/** Marks are sent at most this often: the last one says all that those before it said. */
const pauseMs = 2000;

/** How far the user has read, and when to tell the room; it knows no clock, so every call brings the time. */
export class ReadMarker {
  #seen = 0;
  #told = 0;
  #quietUntil = 0;

  /** The user has seen the message with this number. */
  see(seq: number): void {
    this.#seen = Math.max(this.#seen, seq);
  }

  /** The room knows this much already, from here or from another window of the user. */
  known(seq: number): void {
    this.#told = Math.max(this.#told, seq);
  }

  /** When {@link take} has something to say, in Unix milliseconds. */
  get wakeAt(): number | undefined {
    return this.#seen > this.#told ? this.#quietUntil : undefined;
  }

  /** The number to tell the room now. */
  take(now: number): number | undefined {
    if (this.#seen <= this.#told || now < this.#quietUntil) return undefined;
    this.#told = this.#seen;
    this.#quietUntil = now + pauseMs;
    return this.#seen;
  }

  /** A mark may have been lost with its connection: it is told again. */
  forgetTold(): void {
    this.#told = 0;
    this.#quietUntil = 0;
  }
}
