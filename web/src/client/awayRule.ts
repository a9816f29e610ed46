/** Without a sign of life for this long, nobody is at the page. */
const idleMs = 5 * 60_000;

/** Whether somebody is at the page; it knows no clock, so every call brings the time. */
export class AwayRule {
  #lastSign: number;
  #away = false;

  constructor(now: number) {
    this.#lastSign = now;
  }

  get isAway(): boolean {
    return this.#away;
  }

  /** When to call {@link check}, in Unix milliseconds. */
  get awayAt(): number | undefined {
    return this.#away ? undefined : this.#lastSign + idleMs;
  }

  /** Somebody touched the page or looked at it again. */
  present(now: number): void {
    this.#lastSign = now;
    this.#away = false;
  }

  /** The page was hidden: somebody went to another one just now, unless it was the screen that went dark on an empty room. */
  hidden(now: number): void {
    if (!this.#away) this.#lastSign = now;
  }

  check(now: number): void {
    if (now - this.#lastSign >= idleMs) this.#away = true;
  }
}
