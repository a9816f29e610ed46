import { useEffect, useId, useState, type FormEvent } from 'react';
import { GuestSession } from '../chat/guest';
import { newRoomCode, parseRoomCode } from '../chat/roomCode';
import { Footer } from './Footer';
import { Logo } from './icons';

interface JoinPageProps {
  readonly room: string;
  readonly busy: boolean;
  readonly error: string | undefined;
  onJoin(name: string, room: string): void;
}

export function JoinPage({ room, busy, error, onJoin }: JoinPageProps) {
  const [name, setName] = useState(GuestSession.rememberedName);
  const [code, setCode] = useState(room);
  const [complaint, setComplaint] = useState<string>();
  const nameId = useId();
  const codeId = useId();
  const hintId = useId();
  const errorId = useId();
  const shown = complaint ?? error;

  useEffect(() => {
    document.title = 'OrleansChat';
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const roomCode = parseRoomCode(code);
    const complaint = name.trim() === ''
      ? 'Enter the name that others will see.'
      : roomCode === undefined
        ? 'A room code has 1 to 64 letters A–Z, digits, and the signs - _ .'
        : undefined;
    setComplaint(complaint);
    if (complaint === undefined) onJoin(name.trim(), roomCode!);
  };

  return (
    <div className="join-page">
      <main className="join-card">
        <Logo className="logo" />
        <h1>OrleansChat</h1>
        <p className="muted">Whoever has the room code is in the room. No account needed.</p>
        <form onSubmit={submit} noValidate data-testid="join-form" aria-describedby={shown === undefined ? undefined : errorId}>
          <label htmlFor={nameId}>Your name</label>
          <input
            id={nameId}
            value={name}
            onChange={event => setName(event.target.value)}
            maxLength={64}
            autoComplete="nickname"
            autoFocus={name === ''}
            data-testid="name"
          />
          <div className="label-row">
            <label htmlFor={codeId}>Room code</label>
            <button type="button" className="link-button" onClick={() => setCode(newRoomCode())} data-testid="new-room">
              Make a new one
            </button>
          </div>
          <input
            id={codeId}
            className="code"
            value={code}
            onChange={event => setCode(event.target.value)}
            maxLength={70}
            autoCapitalize="characters"
            autoComplete="off"
            autoFocus={name !== ''}
            spellCheck={false}
            aria-describedby={hintId}
            data-testid="room"
          />
          <p className="hint" id={hintId}>The first to join makes the room; it is forgotten when the last one leaves.</p>
          <p className="error" id={errorId} role="alert" data-testid="join-error">{shown}</p>
          <button type="submit" className="primary" disabled={busy} data-testid="join">{busy ? 'Joining…' : 'Join room'}</button>
        </form>
      </main>
      <Footer />
    </div>
  );
}
