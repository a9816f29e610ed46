import { useMemo, useState, type KeyboardEvent } from 'react';
import { typedMention } from '../chat/mentions';
import type { UserInfo } from '../client/contract';

const none: readonly UserInfo[] = [];

/**
 * Whom to offer while a name is typed after an `@`, and which of them is the active one.
 *
 * @param people who can be mentioned
 * @param choose puts a name in the place of what was typed from there to the caret
 */
export function useMentions(text: string, people: readonly UserInfo[], choose: (user: UserInfo, from: number, caret: number) => void) {
  // Without one the field has no focus, or a selection.
  const [caret, setCaret] = useState<number>();
  const [active, setActive] = useState(0);
  // The @ at which nothing more is wanted.
  const [closedAt, setClosedAt] = useState<number>();
  const typed = useMemo(() => (caret === undefined ? undefined : typedMention(text, caret, people)), [text, caret, people]);
  const offered = typed === undefined || typed.from === closedAt ? none : typed.offered;
  // Somebody may leave while the list is open.
  const index = Math.min(active, offered.length - 1);

  const take = (user: UserInfo): void => {
    if (typed === undefined || caret === undefined) return;
    choose(user, typed.from, caret);
    setClosedAt(typed.from);
  };

  return {
    offered,
    active: index,
    take,

    /** The text or the caret changed. */
    follow: (text: string, start: number | undefined, end = start): void => {
      const next = start === end ? start : undefined;
      setCaret(next);
      if (next !== caret) setActive(0);
      if (next !== undefined && typedMention(text, next, people)?.from !== closedAt) setClosedAt(undefined);
    },

    /** @returns whether the key was for the list */
    keyDown: (event: KeyboardEvent): boolean => {
      const user = offered[index];
      if (user === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === 'ArrowDown') setActive((index + 1) % offered.length);
      else if (event.key === 'ArrowUp') setActive((index + offered.length - 1) % offered.length);
      else if (event.key === 'Escape') setClosedAt(typed?.from);
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) take(user);
      else return false;
      return true;
    },
  };
}
