import { useId, useLayoutEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { CloseIcon } from './icons';
import { usePlaceBelow } from './usePlaceBelow';

interface AnchoredDialogProps {
  readonly title: ReactNode;
  /** What opened it: it opens there, and gives the focus back. */
  readonly anchor: RefObject<HTMLElement | null>;
  /** Which of its controls has the focus at first; without one it is the dialog, so that the key that opened it presses nothing. */
  readonly focus?: string;
  readonly testId: string;
  onClose(): void;
  readonly children: (close: () => void) => ReactNode;
}

/** The browser's own dialog, which keeps the focus inside, closes with Escape, and gives the focus back. */
export function AnchoredDialog({ title, anchor, focus, testId, onClose, children }: AnchoredDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return;
    element.showModal();
    const first = focus === undefined ? null : element.querySelector<HTMLElement>(focus);
    (first ?? element).focus();
  }, [focus]);

  usePlaceBelow(dialog, anchor);

  const close = () => dialog.current?.close();

  const keyDown = (event: KeyboardEvent) => {
    // Escape closes this alone, and not the list that it stands over.
    if (event.key === 'Escape') event.stopPropagation();
  };

  const pressed = (event: PointerEvent) => {
    // What is around the dialog counts as the dialog itself. Pressed there, not let go: a selection of the words may end outside.
    const box = dialog.current?.getBoundingClientRect();
    if (box === undefined || event.target !== dialog.current) return;
    const within = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!within) close();
  };

  return (
    <dialog
      ref={dialog}
      className="menu"
      tabIndex={-1}
      aria-labelledby={id}
      onClose={onClose}
      onKeyDown={keyDown}
      onPointerDown={pressed}
      data-testid={testId}
    >
      <div className="menu-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="tool" onClick={close} aria-label="Close" data-testid={`close-${testId}`}><CloseIcon /></button>
      </div>
      {children(close)}
    </dialog>
  );
}
