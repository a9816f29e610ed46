import { useCallback, useEffect, useRef, useState } from 'react';
import { Chat } from '../chat/chat';
import { GuestSession } from '../chat/guest';
import { parseRoomCode, roomLink } from '../chat/roomCode';
import { RequestRefused } from '../client/requestRefused';
import { ChatPage } from './ChatPage';
import { JoinPage } from './JoinPage';

export function App() {
  const [chat, setChat] = useState<Chat>();
  const [room, setRoom] = useState(() => new URLSearchParams(location.search).get('room') ?? '');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const join = useCallback(async (name: string, code: string) => {
    setBusy(true);
    setError(undefined);
    setRoom(code);
    try {
      const joining = await Chat.join(name, code, refusal => {
        setChat(undefined);
        setError(refusal.message);
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

  return chat === undefined
    ? <JoinPage room={room} busy={busy} error={error} onJoin={join} />
    : <ChatPage chat={chat} onLeave={leave} />;
}
