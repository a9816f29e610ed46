import { useEffect, useState } from 'react';
import { roomLink } from '../chat/roomCode';
import { CheckIcon, LinkIcon } from './icons';

const thanksMs = 2000;

export function CopyLinkButton({ room }: { readonly room: string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), thanksMs);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    const link = roomLink(room, location.href);
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      // There is no clipboard without https; then the link is at least there to be taken.
      window.prompt('Copy this link:', link);
    }
  };

  return (
    <button type="button" className="tool" onClick={copy} data-testid="copy-link">
      {copied ? <CheckIcon /> : <LinkIcon />}
      <span className="label" aria-live="polite">{copied ? 'Copied' : 'Copy link'}</span>
    </button>
  );
}
