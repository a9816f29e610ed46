import type { UserInfo } from './contract';

/** The server ends typing after 5 s; one more second covers an end that was lost on the way. */
const silenceMs = 6000;

/** Who else is typing. */
export class Typists {
  readonly #changed: () => void;
  readonly #typing = new Map<string, { user: UserInfo; timer: ReturnType<typeof setTimeout> }>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get users(): UserInfo[] {
    return [...this.#typing.values()].map(typist => typist.user);
  }

  set(user: UserInfo, on: boolean): void {
    clearTimeout(this.#typing.get(user.id)?.timer);
    this.#typing.delete(user.id);
    if (!on) return;
    const timer = setTimeout(() => {
      this.#typing.delete(user.id);
      this.#changed();
    }, silenceMs);
    this.#typing.set(user.id, { user, timer });
  }

  clear(): void {
    for (const typist of this.#typing.values()) clearTimeout(typist.timer);
    this.#typing.clear();
  }
}
