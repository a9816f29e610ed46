import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type FormEvent, type KeyboardEvent, type RefObject } from 'react';
import { mentionedIn, withMention } from '../chat/mentions';
import { countCharacters } from '../chat/text';
import type { Limits, MemberInfo, Quote, UserInfo } from '../client/contract';
import type { Draft } from '../client/outbox';
import { SendIcon } from './icons';
import { MentionList, optionId } from './MentionList';
import { ReplyBar } from './ReplyBar';
import { useGrowingHeight } from './useGrowingHeight';
import { useMentions } from './useMentions';
import { useSecondsUntil } from './useSecondsUntil';

interface ComposerProps {
  /** Where the text is written, for whoever brings the focus there. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly members: readonly MemberInfo[];
  readonly me: UserInfo | undefined;
  readonly limits: Limits | undefined;
  readonly slowUntil: number;
  /** Why nothing can be written just now; undefined where it can. */
  readonly silence: string | undefined;
  /** What else there is to know of the room's rules. */
  readonly hint: string | undefined;
  /** What the text answers. */
  readonly replyTo: Quote | undefined;
  onSend(draft: Draft): void;
  /** It was answered, or is not to be. */
  onReplyEnd(): void;
  onTyped(hasText: boolean): void;
}

/** The counter appears when this share of the limit is used. */
const counterFrom = 0.8;

export function Composer({ field, members, me, limits, slowUntil, silence, hint, replyTo, onSend, onReplyEnd, onTyped }: ComposerProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly UserInfo[]>([]);
  const caretAfter = useRef<number>(undefined);
  const others = useMemo(() => members.filter(member => member.id !== me?.id), [members, me]);
  const counterId = useId();
  const noticeId = useId();
  const hintId = useId();
  const replyId = useId();
  const listId = useId();
  const seconds = useSecondsUntil(slowUntil);
  const body = text.trim();
  const limit = limits?.bodyCharacters;
  const used = limit !== undefined && body.length >= limit * counterFrom ? countCharacters(body) : 0;
  const left = limit === undefined || used < limit * counterFrom ? undefined : limit - used;
  const sendable = body !== '' && (left === undefined || left >= 0) && seconds === 0 && silence === undefined;

  useEffect(() => field.current?.focus(), [field]);
  useGrowingHeight(field, text);

  // React leaves the caret at the end of a text that it puts in.
  useLayoutEffect(() => {
    if (caretAfter.current !== undefined) field.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = undefined;
  }, [field, text]);

  const change = (value: string, caret: number) => {
    setText(value);
    mentions.follow(value, caret);
    onTyped(value.trim() !== '');
  };

  const mentions = useMentions(text, others, (user, from, caret) => {
    const next = withMention(text, from, caret, user.name);
    setChosen(before => [...before, user]);
    caretAfter.current = next.caret;
    change(next.text, next.caret);
  });
  const offering = mentions.offered.length > 0 && silence === undefined;

  const send = () => {
    if (!sendable) return;
    const mentioned = mentionedIn(body, chosen, members, limits?.mentions);
    onSend({ body, ...(replyTo === undefined ? {} : { replyTo }), ...(mentioned.length === 0 ? {} : { mentions: mentioned }) });
    setText('');
    setChosen([]);
    mentions.follow('', 0);
    onReplyEnd();
    field.current?.focus();
  };

  const cancelReply = () => {
    onReplyEnd();
    field.current?.focus();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };

  const keyDown = (event: KeyboardEvent) => {
    // Enter and Escape also end the composition of a Japanese or Chinese word; that is not yet the message's end.
    if (event.nativeEvent.isComposing) return;
    if (event.target === field.current && mentions.keyDown(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Escape' && replyTo !== undefined) {
      event.stopPropagation();
      cancelReply();
    } else if (event.target === field.current && event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };

  return (
    <form className="composer" onSubmit={submit} onKeyDown={keyDown}>
      <p className="notice" id={noticeId} role="status" data-testid="notice">
        {silence ?? (seconds > 0 ? `You can send again in ${seconds} s.` : '')}
      </p>
      {hint === undefined ? null : <p className="hint" id={hintId} data-testid="room-hint">{hint}</p>}
      {offering ? <MentionList id={listId} offered={mentions.offered} active={mentions.active} onChoose={mentions.take} /> : null}
      {replyTo === undefined ? null : <ReplyBar quote={replyTo} id={replyId} onCancel={cancelReply} />}
      <div className="composer-row">
        <textarea
          ref={field}
          rows={1}
          value={text}
          disabled={silence !== undefined}
          onChange={event => change(event.target.value, event.target.selectionStart)}
          onSelect={({ currentTarget: { value, selectionStart, selectionEnd } }) => mentions.follow(value, selectionStart, selectionEnd)}
          onBlur={() => mentions.follow(text, undefined)}
          placeholder="Write a message"
          aria-label="Message"
          aria-describedby={[replyTo === undefined ? '' : replyId, hint === undefined ? '' : hintId, counterId, noticeId].filter(Boolean).join(' ')}
          // A field of several lines is no combobox, except for as long as it has a list.
          role={offering ? 'combobox' : undefined}
          aria-expanded={offering ? true : undefined}
          aria-controls={offering ? listId : undefined}
          aria-activedescendant={offering ? optionId(listId, mentions.active) : undefined}
          aria-autocomplete="list"
          aria-haspopup="listbox"
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
