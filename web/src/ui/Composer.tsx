import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { countCharacters } from '../chat/text';
import { SendIcon } from './icons';
import { useGrowingHeight } from './useGrowingHeight';
import { useSecondsUntil } from './useSecondsUntil';

interface ComposerProps {
  readonly limit: number | undefined;
  readonly slowUntil: number;
  onSend(body: string): void;
  onTyped(hasText: boolean): void;
}

/** The counter appears when this share of the limit is used. */
const counterFrom = 0.8;

export function Composer({ limit, slowUntil, onSend, onTyped }: ComposerProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const counterId = useId();
  const noticeId = useId();
  const seconds = useSecondsUntil(slowUntil);
  const body = text.trim();
  const used = limit !== undefined && body.length >= limit * counterFrom ? countCharacters(body) : 0;
  const left = limit === undefined || used < limit * counterFrom ? undefined : limit - used;
  const sendable = body !== '' && (left === undefined || left >= 0) && seconds === 0;

  useEffect(() => field.current?.focus(), []);

  useGrowingHeight(field, text);

  const change = (value: string) => {
    setText(value);
    onTyped(value.trim() !== '');
  };

  const send = () => {
    if (!sendable) return;
    onSend(body);
    setText('');
    field.current?.focus();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };

  const keyDown = (event: KeyboardEvent) => {
    // Enter also ends the composition of a Japanese or Chinese word; that is not yet the message's end.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form className="composer" onSubmit={submit}>
      <p className="notice" id={noticeId} role="status" data-testid="notice">
        {seconds > 0 ? `You can send again in ${seconds} s.` : ''}
      </p>
      <div className="composer-row">
        <textarea
          ref={field}
          rows={1}
          value={text}
          onChange={event => change(event.target.value)}
          onKeyDown={keyDown}
          placeholder="Write a message"
          aria-label="Message"
          aria-describedby={`${counterId} ${noticeId}`}
          aria-invalid={left !== undefined && left < 0}
          dir="auto"
          data-testid="composer"
        />
        <button type="submit" className="primary send" disabled={!sendable} aria-label="Send" data-testid="send"><SendIcon /></button>
      </div>
      <p className={left !== undefined && left < 0 ? 'counter over' : 'counter'} id={counterId} data-testid="counter">
        {left === undefined ? '' : left >= 0 ? `${characters(left)} left` : `${characters(-left)} too long`}
      </p>
    </form>
  );
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`;
}
