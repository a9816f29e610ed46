import type { ChosenStatus, PresenceStatus } from '../client/contract';

export type ShownStatus = PresenceStatus | ChosenStatus;

/** Told apart by their shapes, because not everybody can by the colours. */
const shapes: Readonly<Record<PresenceStatus, string>> = {
  online: 'M6 .5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z',
  away: 'M5 .6a5.5 5.5 0 1 0 6.4 6.4a4.6 4.6 0 0 1-6.4-6.4z',
  busy: 'M6 .5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11zM3 4.9v2.2h6v-2.2z',
  offline: 'M6 .5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11zM6 2.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0-6.8z',
};

export function PresenceDot({ status }: { readonly status: ShownStatus }) {
  // Who is invisible sees what the others see.
  const shape = status === 'invisible' ? 'offline' : status;
  return (
    <span className={`presence-dot ${shape}`} aria-hidden="true" data-testid="presence-dot" data-status={status}>
      <svg viewBox="0 0 12 12"><path fill="currentColor" fillRule="evenodd" d={shapes[shape]} /></svg>
    </span>
  );
}
