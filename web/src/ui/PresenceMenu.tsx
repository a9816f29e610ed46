import { useId, useLayoutEffect, useRef, useState, type FormEvent, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import type { ChatError, ChosenStatus } from '../client/contract';
import { notConnected } from '../client/hub';
import type { OwnPresence } from '../client/presenceSession';
import { explain } from './explain';
import { CloseIcon } from './icons';
import { PresenceDot } from './PresenceDot';
import { usePlaceBelow } from './usePlaceBelow';

interface PresenceMenuProps {
  /** Undefined while the server has not said it. */
  readonly own: OwnPresence | undefined;
  /** What opened it: it opens there, and gives the focus back. */
  readonly anchor: RefObject<HTMLElement | null>;
  onChoose(choice: OwnPresence): Promise<ChatError | undefined>;
  onClose(): void;
}

/** The protocol's limit; the browser counts as the server does, in UTF-16 units. */
const maxText = 140;

const choices: readonly { readonly status: ChosenStatus; readonly label: string; readonly hint?: string }[] = [
  { status: 'online', label: 'Online' },
  { status: 'busy', label: 'Busy' },
  { status: 'invisible', label: 'Invisible', hint: 'You look offline to others' },
];

/** The browser's own dialog, which keeps the focus inside, closes with Escape, and gives the focus back. */
export function PresenceMenu({ own, anchor, onChoose, onClose }: PresenceMenuProps) {
  const [status, setStatus] = useState<ChosenStatus>(own?.status ?? 'online');
  const [text, setText] = useState(own?.text ?? '');
  const [error, setError] = useState<ChatError>();
  const [saving, setSaving] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return;
    element.showModal();
    element.querySelector<HTMLInputElement>('input:checked')?.focus();
  }, []);

  usePlaceBelow(dialog, anchor);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (saving) return;
    setSaving(true);
    setError(undefined);
    const refusal = await onChoose({ status, text: text.trim() });
    setSaving(false);
    setError(refusal);
    if (refusal === undefined) dialog.current?.close();
  };

  const keyDown = (event: KeyboardEvent) => {
    // Escape closes this alone, and not the list that it stands over.
    if (event.key === 'Escape') event.stopPropagation();
  };

  const pressed = (event: PointerEvent) => {
    // What is around the dialog counts as the dialog itself. Pressed there, not let go: a selection of the words may end outside.
    const box = dialog.current?.getBoundingClientRect();
    if (box === undefined || event.target !== dialog.current) return;
    const within = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!within) dialog.current.close();
  };

  return (
    <dialog
      ref={dialog}
      className="presence-menu"
      aria-labelledby={`${id}-title`}
      onClose={onClose}
      onKeyDown={keyDown}
      onPointerDown={pressed}
      data-testid="presence-menu"
    >
      <form onSubmit={save}>
        <div className="presence-menu-head">
          <h2 id={`${id}-title`}>What others see</h2>
          <button type="button" className="tool" onClick={() => dialog.current?.close()} aria-label="Close" data-testid="close-presence"><CloseIcon /></button>
        </div>
        <fieldset>
          <legend className="visually-hidden">Status</legend>
          {choices.map(choice => (
            <label key={choice.status} className="presence-choice">
              <input
                type="radio"
                name={`${id}-status`}
                value={choice.status}
                checked={status === choice.status}
                onChange={() => setStatus(choice.status)}
                aria-describedby={choice.hint === undefined ? undefined : `${id}-hint`}
                data-testid={`choose-${choice.status}`}
              />
              <PresenceDot status={choice.status} />
              <span>{choice.label}</span>
              {choice.hint === undefined ? null : <span className="hint" id={`${id}-hint`} aria-hidden="true">{choice.hint}</span>}
            </label>
          ))}
        </fieldset>
        <label className="presence-words" htmlFor={`${id}-text`}>A few words</label>
        <input
          type="text"
          id={`${id}-text`}
          value={text}
          onChange={event => setText(event.target.value)}
          maxLength={maxText}
          placeholder="In a class, back at three…"
          autoComplete="off"
          dir="auto"
          data-testid="presence-words"
        />
        <p className="error" role="alert" data-testid="presence-error" data-code={error?.code}>{error === undefined ? '' : reason(error)}</p>
        <button type="submit" className="primary" aria-disabled={saving} data-testid="save-presence">Save</button>
      </form>
    </dialog>
  );
}

function reason(error: ChatError): string {
  if (error === notConnected) return 'There is no connection just now.';
  if (error.code !== 'RATE_LIMITED') return explain(error);
  const seconds = Math.ceil((error.retryAfterMs ?? 1000) / 1000);
  return `Changed too often. You can save it in ${seconds} s.`;
}
