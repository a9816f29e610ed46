import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Chat } from '../chat/chat';
import type { MessageFrame } from '../client/contract';
import type { Decision } from '../client/decision';
import { quoteOf } from '../client/quotes';
import type { OwnPresence } from '../client/presenceSession';
import type { MessageAction } from '../client/roomSession';
import { Composer } from './Composer';
import { ConnectionBanner } from './ConnectionBanner';
import { Footer } from './Footer';
import { Members } from './Members';
import { MessageList } from './MessageList';
import { ruleHint, silenceText } from './silenceText';
import { TopBar } from './TopBar';
import { TypingLine } from './TypingLine';
import { useActivity } from './useActivity';
import { useUnreadTitle } from './useUnreadTitle';

interface ChatPageProps {
  readonly chat: Chat;
  onLeave(): void;
}

export function ChatPage({ chat, onLeave }: ChatPageProps) {
  const room = chat.room;
  const state = useSyncExternalStore(room.subscribe, room.state);
  const status = useSyncExternalStore(chat.client.subscribe, chat.client.status);
  const presence = useSyncExternalStore(chat.client.presence.subscribe, chat.client.presence.state);
  const [membersShown, setMembersShown] = useState(false);
  const [answered, setAnswered] = useState<MessageFrame>();
  const composer = useRef<HTMLTextAreaElement>(null);
  const seen = useCallback(() => room.seen(), [room]);
  const act = useCallback((target: string, action: MessageAction) => room.act(target, action), [room]);
  const decide = useCallback((decision: Decision) => room.decide(decision), [room]);
  const choose = useCallback((choice: OwnPresence) => chat.client.presence.choose(choice), [chat]);
  useActivity(chat.client.presence);
  useUnreadTitle(state);

  const reply = (message: MessageFrame) => {
    setAnswered(message);
    composer.current?.focus();
  };

  // It may be edited or deleted while somebody writes an answer to it.
  const replyTo = useMemo(() => {
    if (answered === undefined) return undefined;
    const now = state.entries.find(entry => entry.type === 'message' && entry.id === answered.id);
    return quoteOf(now?.type === 'message' ? now : answered);
  }, [answered, state.entries]);

  useEffect(() => {
    if (!membersShown) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setMembersShown(false);
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [membersShown]);

  useEffect(() => {
    // A device that slept or changed its network may hold a connection that is dead and does not know it.
    const check = () => {
      if (!document.hidden) chat.client.hurry();
    };
    window.addEventListener('online', check);
    window.addEventListener('offline', check);
    document.addEventListener('visibilitychange', check);
    return () => {
      window.removeEventListener('online', check);
      window.removeEventListener('offline', check);
      document.removeEventListener('visibilitychange', check);
    };
  }, [chat]);

  return (
    <div className="chat-page">
      <TopBar
        room={state.room}
        status={status}
        memberCount={state.memberCount}
        membersShown={membersShown}
        role={state.role}
        rules={state.rules}
        onDecide={decide}
        onToggleMembers={() => setMembersShown(shown => !shown)}
        onLeave={onLeave}
      />
      <div className="chat-body">
        <main className="conversation">
          <ConnectionBanner status={status} onConnect={() => chat.client.hurry()} />
          <MessageList
            state={state}
            limit={chat.client.limits?.bodyCharacters}
            onRetry={key => room.retry(key)}
            onReply={reply}
            onSendWithoutQuote={key => room.sendWithoutQuote(key)}
            onDiscard={key => room.discard(key)}
            onAct={act}
            onSeen={seen}
          />
          <TypingLine users={state.typing} />
          <Composer
            field={composer}
            members={state.members}
            me={state.me}
            replyTo={replyTo}
            limits={chat.client.limits}
            slowUntil={state.slowUntil}
            silence={silenceText(state.rules, state.role, Date.now())}
            hint={ruleHint(state.rules, state.role)}
            onSend={draft => room.send(draft)}
            onReplyEnd={() => setAnswered(undefined)}
            onTyped={hasText => room.typed(hasText)}
          />
        </main>
        <Members
          members={state.members}
          count={state.memberCount}
          me={state.me}
          role={state.role}
          presence={presence}
          onChoose={choose}
          onDecide={decide}
          shown={membersShown}
          onClose={() => setMembersShown(false)}
        />
      </div>
      <Footer server={chat.client.server} />
    </div>
  );
}
