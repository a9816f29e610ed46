import { useCallback, useEffect, useRef, useState } from 'react';
import { Chat } from '../chat/chat';
import { GuestSession } from '../chat/guest';
import { parseRoomCode, roomLink } from '../chat/roomCode';
import type { ChatError } from '../client/contract';
import { RequestRefused } from '../client/requestRefused';
import { ChatPage } from './ChatPage';
import { JoinPage } from './JoinPage';
import { RemovedPage } from './RemovedPage';

/** A stay that the room has ended, or does not let begin. */
interface Removal {
  readonly name: string;
  readonly error: ChatError;
  /** Until when that holds, in Unix milliseconds of this machine; undefined where it has no end, or does not hold on. */
  readonly until: number | undefined;
}

export function App() {
  const [chat, setChat] = useState<Chat>();
  const [room, setRoom] = useState(() => new URLSearchParams(location.search).get('room') ?? '');
  const [removal, setRemoval] = useState<Removal>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const join = useCallback(async (name: string, code: string) => {
    setBusy(true);
    setError(undefined);
    setRemoval(undefined);
    setRoom(code);
    try {
      const joining = await Chat.join(name, code, refusal => {
        setChat(undefined);
        // After any other refusal the form is the place to go on, perhaps with another room.
        if (refusal.code !== 'BANNED' && refusal.code !== 'NOT_A_MEMBER') setError(refusal.message);
        else setRemoval({ name, error: refusal, until: refusal.retryAfterMs === undefined ? undefined : Date.now() + refusal.retryAfterMs });
      });
      history.replaceState(null, '', roomLink(code, location.href));
      setChat(joining);
    } catch (reason) {
      setError(reason instanceof RequestRefused ? reason.message : 'The server cannot be reached. Try again in a moment.');
    } finally {
      setBusy(false);
    }
  }, []);

  // A reloaded tab goes straight back to its room; whoever follows a link to a room first says who they are.
  const resumed = useRef(false);
  useEffect(() => {
    if (resumed.current) return;
    resumed.current = true;
    const code = parseRoomCode(room);
    if (code !== undefined && GuestSession.isReload()) void join(GuestSession.rememberedName(), code);
  }, [join, room]);

  const leave = useCallback(() => {
    void chat?.leave();
    setChat(undefined);
    history.replaceState(null, '', location.pathname);
  }, [chat]);

  const toStart = () => {
    setRemoval(undefined);
    history.replaceState(null, '', location.pathname);
  };

  if (chat !== undefined) return <ChatPage chat={chat} onLeave={leave} />;
  return removal === undefined
    ? <JoinPage room={room} busy={busy} error={error} onJoin={join} />
    : <RemovedPage room={room} error={removal.error} until={removal.until} onJoin={() => void join(removal.name, room)} onBack={toStart} />;
}
