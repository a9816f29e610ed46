import { useId, useState, type FormEvent, type RefObject } from 'react';
import type { ChatError, ChosenStatus } from '../client/contract';
import { notConnected } from '../client/hub';
import type { OwnPresence } from '../client/presenceSession';
import { AnchoredDialog } from './AnchoredDialog';
import { explain } from './explain';
import { PresenceDot } from './PresenceDot';

interface PresenceFormProps {
  /** Undefined while the server has not said it. */
  readonly own: OwnPresence | undefined;
  onChoose(choice: OwnPresence): Promise<ChatError | undefined>;
  onClose(): void;
}

interface PresenceMenuProps extends PresenceFormProps {
  readonly anchor: RefObject<HTMLElement | null>;
}

/** The protocol's limit; the browser counts as the server does, in UTF-16 units. */
const maxText = 140;

const choices: readonly { readonly status: ChosenStatus; readonly label: string; readonly hint?: string }[] = [
  { status: 'online', label: 'Online' },
  { status: 'busy', label: 'Busy' },
  { status: 'invisible', label: 'Invisible', hint: 'You look offline to others' },
];

export function PresenceMenu({ own, anchor, onChoose, onClose }: PresenceMenuProps) {
  return (
    <AnchoredDialog title="What others see" anchor={anchor} focus="input:checked" onClose={onClose} testId="presence-menu">
      {close => <PresenceForm own={own} onChoose={onChoose} onClose={close} />}
    </AnchoredDialog>
  );
}

function PresenceForm({ own, onChoose, onClose }: PresenceFormProps) {
  const [status, setStatus] = useState<ChosenStatus>(own?.status ?? 'online');
  const [text, setText] = useState(own?.text ?? '');
  const [error, setError] = useState<ChatError>();
  const [saving, setSaving] = useState(false);
  const id = useId();

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (saving) return;
    setSaving(true);
    setError(undefined);
    const refusal = await onChoose({ status, text: text.trim() });
    setSaving(false);
    setError(refusal);
    if (refusal === undefined) onClose();
  };

  return (
    <form onSubmit={save}>
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
      <label className="menu-label" htmlFor={`${id}-text`}>A few words</label>
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
  );
}

function reason(error: ChatError): string {
  if (error === notConnected) return 'There is no connection just now.';
  if (error.code !== 'RATE_LIMITED') return explain(error);
  const seconds = Math.ceil((error.retryAfterMs ?? 1000) / 1000);
  return `Changed too often. You can save it in ${seconds} s.`;
}
