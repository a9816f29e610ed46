import { useEffect, useRef } from 'react';
import type { RoomState } from '../client/roomSession';

/** Shows the room in the window's title, and before it how many messages of others came while the window was hidden. */
export function useUnreadTitle({ room, entries, me, joined }: RoomState): void {
  const seen = useRef<string | undefined>(undefined);

  useEffect(() => {
    const others = entries.filter(entry => entry.type === 'message' && entry.from.id !== me?.id).map(entry => (entry.type === 'message' ? entry.id : ''));
    const update = () => {
      if (!document.hidden || (seen.current === undefined && joined)) seen.current = others.at(-1) ?? '';
      const unread = others.length - 1 - others.lastIndexOf(seen.current ?? '');
      document.title = unread > 0 && document.hidden ? `(${unread}) ${room} · OrleansChat` : `${room} · OrleansChat`;
    };
    update();
    document.addEventListener('visibilitychange', update);
    return () => document.removeEventListener('visibilitychange', update);
  }, [room, entries, me, joined]);
}
