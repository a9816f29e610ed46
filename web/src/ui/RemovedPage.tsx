import { useEffect, useRef } from 'react';
import type { ChatError } from '../client/contract';
import { Footer } from './Footer';
import { Logo } from './icons';
import { moment } from './moment';
import { useSecondsUntil } from './useSecondsUntil';

interface RemovedPageProps {
  readonly room: string;
  /** `BANNED`, or that the user was removed and may come back. */
  readonly error: ChatError;
  /** Until when a ban holds, in Unix milliseconds of this machine; undefined where it has no end, or there is none. */
  readonly until: number | undefined;
  onJoin(): void;
  onBack(): void;
}

/** Where somebody finds himself whom the room has told to leave. */
export function RemovedPage({ room, error, until, onJoin, onBack }: RemovedPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const seconds = useSecondsUntil(until ?? 0);
  const banned = error.code === 'BANNED' && (until === undefined || seconds > 0);

  useEffect(() => {
    document.title = 'OrleansChat';
    // It comes while somebody writes: no button may take the key that he presses just now.
    heading.current?.focus();
  }, []);

  return (
    <div className="join-page">
      <main className="join-card" data-testid="removed" data-code={error.code}>
        <Logo className="logo" />
        <h1 ref={heading} tabIndex={-1}>You are no longer in room {room}</h1>
        <p className="removal" role="alert" data-testid="removal-reason">{error.message}</p>
        {!banned ? null : (
          <p className="muted" data-testid="ban-end">
            {until === undefined ? 'You cannot come back for as long as the room lasts.' : `You can join again after ${moment(until, Date.now())}.`}
          </p>
        )}
        {banned ? null : <button type="button" className="primary" onClick={onJoin} data-testid="join-again">Join again</button>}
        <button type="button" className="link-button" onClick={onBack} data-testid="to-start">To the start</button>
      </main>
      <Footer />
    </div>
  );
}
