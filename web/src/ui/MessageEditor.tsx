import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { countCharacters } from '../chat/text';
import type { ChatError, MessageFrame } from '../client/contract';
import { versionOf } from '../client/messageChanges';
import type { MessageAction } from '../client/roomSession';
import { useGrowingHeight } from './useGrowingHeight';

interface MessageEditorProps {
  readonly message: MessageFrame;
  readonly limit: number | undefined;
  onAct(action: MessageAction): Promise<ChatError | undefined>;
  onEnd(): void;
}

/** Stands beneath the message, which goes on showing what it says now. */
export function MessageEditor({ message, limit, onAct, onEnd }: MessageEditorProps) {
  const [text, setText] = useState(message.body);
  // What the user has read; after a conflict he has been told, and it is whatever the message says by then.
  const [version, setVersion] = useState<number | undefined>(() => versionOf(message));
  const [saving, setSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const body = text.trim();
  const tooLong = limit !== undefined && body.length > limit && countCharacters(body) > limit;
  const savable = body !== '' && !tooLong && !saving;

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, []);

  useGrowingHeight(field, text);

  const save = async () => {
    if (!savable) return;
    if (body === message.body) {
      onEnd();
      return;
    }
    setSaving(true);
    const error = await onAct({ method: 'Edit', body, version: version ?? versionOf(message) });
    setSaving(false);
    if (error === undefined) onEnd();
    else if (error.code === 'VERSION_CONFLICT') setVersion(undefined);
  };

  const keyDown = (event: KeyboardEvent) => {
    // Enter and Escape also end the composition of a Japanese or Chinese word.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      onEnd();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  };

  return (
    <form
      className="message-editor"
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={keyDown}
        aria-label="Edit message"
        aria-invalid={tooLong}
        dir="auto"
        data-testid="editor"
      />
      <button type="submit" className="link-button" disabled={!savable} data-testid="save-edit">Save</button>
      <button type="button" className="link-button" onClick={onEnd} data-testid="cancel-edit">Cancel</button>
    </form>
  );
}
