import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Within this many pixels of the end the reader counts as following along. */
const slack = 48;

/**
 * Keeps a list at its end while the reader is there, and counts what arrives while he reads further up.
 *
 * @param messages how many messages there are
 * @param outgoing the newest own message: writing something always brings the reader to the end
 */
export function useStickToBottom(messages: number, outgoing: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const counted = useRef(messages);
  const [unseen, setUnseen] = useState(0);
  const [atBottom, setAtBottom] = useState(true);

  const toBottom = useCallback(() => {
    const element = list.current;
    if (element === null) return;
    following.current = true;
    setUnseen(0);
    setAtBottom(true);
    element.scrollTop = element.scrollHeight;
  }, []);

  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    let lastTop = element.scrollTop;
    const scrolled = () => {
      // Only moving up is the reader's wish: a growing list is away from its end for a moment as well.
      const movedUp = element.scrollTop < lastTop;
      lastTop = element.scrollTop;
      if (element.scrollHeight - element.scrollTop - element.clientHeight <= slack) {
        following.current = true;
        setUnseen(0);
        setAtBottom(true);
      } else if (movedUp) {
        following.current = false;
        setAtBottom(false);
      }
    };
    // Also when the window or the composer changes its size, and for whatever makes the content grow.
    const resized = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener('scroll', scrolled, { passive: true });
    resized.observe(element);
    for (const child of element.children) resized.observe(child);
    return () => {
      element.removeEventListener('scroll', scrolled);
      resized.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    const added = messages - counted.current;
    counted.current = messages;
    if (following.current) toBottom();
    else if (added > 0) setUnseen(count => count + added);
  }, [messages, toBottom]);

  useLayoutEffect(() => {
    if (outgoing !== undefined) toBottom();
  }, [outgoing, toBottom]);

  return { list, unseen, atBottom, toBottom };
}
