import { useEffect, useState } from 'react';

/** Whole seconds until a moment (Unix milliseconds), counted down; 0 once it has passed. */
export function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(Date.now);
  const seconds = Math.max(0, Math.ceil((moment - now) / 1000));

  useEffect(() => {
    if (moment <= Date.now()) return;
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (moment <= Date.now()) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [moment]);

  return seconds;
}
