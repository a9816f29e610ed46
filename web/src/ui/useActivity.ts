import { useEffect } from 'react';
import type { PresenceSession } from '../client/presenceSession';

const inputs = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'input'] as const;

/** Tells the session whether somebody is at this page. */
export function useActivity(session: PresenceSession): void {
  useEffect(() => {
    const present = () => session.present();
    const visibilityChanged = () => {
      if (document.hidden) {
        session.hidden();
        return;
      }
      session.present();
      // Another window of the user may have chosen something else meanwhile.
      void session.refresh();
    };
    // Before anything on the page can keep an event to itself.
    for (const input of inputs) window.addEventListener(input, present, { capture: true, passive: true });
    // Of the window itself; the page moves the focus within it also when nobody is there.
    window.addEventListener('focus', present);
    document.addEventListener('visibilitychange', visibilityChanged);
    return () => {
      for (const input of inputs) window.removeEventListener(input, present, { capture: true });
      window.removeEventListener('focus', present);
      document.removeEventListener('visibilitychange', visibilityChanged);
    };
  }, [session]);
}
