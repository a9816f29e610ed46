import type { ModeratedFrame, RoomRules } from './contract';
import { moderates } from './roles';

/** One rule, and the number of what set or lifted it. */
interface Rule {
  readonly seq: number;
  readonly value?: number | undefined;
}

const noRule: Rule = { seq: 0 };

/** The rules of a room, as the order of its frames makes them: of what speaks of the same, the one with the highest number counts. */
export class RulesInForce {
  #interval = noRule;
  #frozenUntil = noRule;
  #mutedUntil = noRule;

  /** What the answer says that let the user in; it contains everything up to `head`. */
  enter(rules: RoomRules | undefined, head: number): void {
    this.#interval = { seq: head, value: rules?.intervalMs };
    this.#frozenUntil = { seq: head, value: rules?.frozenUntil };
    this.#mutedUntil = { seq: head, value: rules?.mutedUntil };
  }

  /** @param me the id of who reads: of mutes only his own binds him */
  apply({ action, seq, user, until = 0, intervalMs = 0 }: ModeratedFrame, me: string | undefined): void {
    switch (action) {
      case 'slow':
        this.#interval = later(this.#interval, { seq, value: intervalMs === 0 ? undefined : intervalMs });
        break;
      case 'freeze':
      case 'unfreeze':
        this.#frozenUntil = later(this.#frozenUntil, { seq, value: action === 'freeze' ? until : undefined });
        break;
      case 'mute':
      case 'unmute':
        if (user?.id === me) this.#mutedUntil = later(this.#mutedUntil, { seq, value: action === 'mute' ? until : undefined });
        break;
    }
  }

  /**
   * What applies at a time.
   *
   * @param now Unix milliseconds of the server
   */
  at(now: number): RoomRules {
    const [intervalMs, frozenUntil, mutedUntil] = [this.#interval.value, holding(this.#frozenUntil, now), holding(this.#mutedUntil, now)];
    return {
      ...(intervalMs === undefined ? {} : { intervalMs }),
      ...(frozenUntil === undefined ? {} : { frozenUntil }),
      ...(mutedUntil === undefined ? {} : { mutedUntil }),
    };
  }

  /** When {@link at} says something else by itself, in Unix milliseconds of the server. */
  nextEnd(now: number): number | undefined {
    const ends = [this.#frozenUntil, this.#mutedUntil].map(rule => holding(rule, now) ?? 0).filter(end => end > now);
    return ends.length === 0 ? undefined : Math.min(...ends);
  }
}

/** Why who has this role may not write here just now. */
export function silencedBy(rules: RoomRules, role: string): 'muted' | 'frozen' | undefined {
  if (rules.mutedUntil !== undefined) return 'muted';
  return rules.frozenUntil !== undefined && !moderates(role) ? 'frozen' : undefined;
}

function later(known: Rule, rule: Rule): Rule {
  return rule.seq > known.seq ? rule : known;
}

function holding({ value }: Rule, now: number): number | undefined {
  return value === 0 || (value !== undefined && value > now) ? value : undefined;
}
