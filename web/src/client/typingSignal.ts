/** Saying "on" again sooner is refused by the server's limit. */
const repeatMs = 2000;

/** Without a key for this long the user has stopped typing. */
const idleMs = 1000;

/** Turns key presses into as few `Typing` calls as possible. */
export class TypingSignal {
  readonly #send: (on: boolean) => void;
  #on = false;
  #lastOnAt = Number.NEGATIVE_INFINITY;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (on: boolean) => void) {
    this.#send = send;
  }

  /** A key changed the text. */
  pressed(): void {
    const now = Date.now();
    if (now - this.#lastOnAt >= repeatMs) {
      this.#lastOnAt = now;
      this.#on = true;
      this.#send(true);
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stopped(), idleMs);
  }

  /** The text was sent or cleared, or nothing was typed for a while. */
  stopped(): void {
    clearTimeout(this.#idle);
    if (!this.#on) return;
    this.#on = false;
    this.#send(false);
  }

  /** Forgets everything unsaid: there is nobody left to tell. */
  reset(): void {
    clearTimeout(this.#idle);
    this.#on = false;
    this.#lastOnAt = Number.NEGATIVE_INFINITY;
  }
}
