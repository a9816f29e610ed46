import { useLayoutEffect, type RefObject } from 'react';

/** Keeps a field as high as its text; the style sheet bounds it. */
export function useGrowingHeight(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    // The height that is set is the whole box's; the scroll height leaves out the border.
    element.style.height = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  }, [field, text]);
}
