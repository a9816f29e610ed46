import { mentionParts } from '../chat/mentions';
import type { UserInfo } from '../client/contract';

interface MessageBodyProps {
  readonly text: string;
  readonly mentioned: readonly UserInfo[];
  readonly me: UserInfo | undefined;
}

/** Text nodes, never HTML; names stand apart in their own direction. */
export function MessageBody({ text, mentioned, me }: MessageBodyProps) {
  return (
    <p className="body" data-testid="message-body">
      {mentionParts(text, mentioned).map((part, index) =>
        part.user === undefined ? part.text : (
          <bdi key={index} className={part.user.id === me?.id ? 'mention me' : 'mention'} data-testid="mention">{part.text}</bdi>
        ),
      )}
    </p>
  );
}
