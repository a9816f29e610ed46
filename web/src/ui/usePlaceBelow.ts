import { useLayoutEffect, type RefObject } from 'react';

const gap = 4;
const margin = 8;

/** Says in `--top` and `--right` where an element goes that opens beneath another one, and stays within the window. */
export function usePlaceBelow(element: RefObject<HTMLElement | null>, anchor: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const place = () => {
      if (element.current === null || anchor.current === null) return;
      const below = anchor.current.getBoundingClientRect();
      const top = Math.min(below.bottom + gap, innerHeight - element.current.offsetHeight - margin);
      element.current.style.setProperty('--top', `${Math.max(margin, top)}px`);
      const right = Math.min(innerWidth - below.right, innerWidth - element.current.offsetWidth - margin);
      element.current.style.setProperty('--right', `${Math.max(margin, right)}px`);
    };
    place();
    window.addEventListener('resize', place);
    return () => window.removeEventListener('resize', place);
  }, [element, anchor]);
}
