import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Chat } from '../chat/chat';
import { Composer } from './Composer';
import { ConnectionBanner } from './ConnectionBanner';
import { Footer } from './Footer';
import { Members } from './Members';
import { MessageList } from './MessageList';
import { TopBar } from './TopBar';
import { TypingLine } from './TypingLine';
import { useUnreadTitle } from './useUnreadTitle';

interface ChatPageProps {
  readonly chat: Chat;
  onLeave(): void;
}

export function ChatPage({ chat, onLeave }: ChatPageProps) {
  const room = chat.room;
  const state = useSyncExternalStore(room.subscribe, room.state);
  const status = useSyncExternalStore(chat.subscribe, chat.status);
  const [membersShown, setMembersShown] = useState(false);
  useUnreadTitle(state);

  useEffect(() => {
    if (!membersShown) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setMembersShown(false);
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [membersShown]);

  useEffect(() => {
    const comeBack = () => {
      if (chat.status().state !== 'connected') chat.connectNow();
    };
    window.addEventListener('online', comeBack);
    return () => window.removeEventListener('online', comeBack);
  }, [chat]);

  return (
    <div className="chat-page">
      <TopBar
        room={state.room}
        connection={status.state}
        memberCount={state.memberCount}
        membersShown={membersShown}
        onToggleMembers={() => setMembersShown(shown => !shown)}
        onLeave={onLeave}
      />
      <div className="chat-body">
        <main className="conversation">
          <ConnectionBanner status={status} onConnect={() => chat.connectNow()} />
          <MessageList
            state={state}
            onRetry={key => room.retry(key)}
            onDiscard={key => room.discard(key)}
          />
          <TypingLine users={state.typing} />
          <Composer
            limit={state.limits?.bodyCharacters}
            slowUntil={state.slowUntil}
            onSend={body => room.send(body)}
            onTyped={hasText => room.typed(hasText)}
          />
        </main>
        <Members
          members={state.members}
          count={state.memberCount}
          me={state.me}
          shown={membersShown}
          onClose={() => setMembersShown(false)}
        />
      </div>
      <Footer server={state.server} />
    </div>
  );
}
