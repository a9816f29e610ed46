import { useCallback, useEffect, useState } from 'react';

/** A value that is there for a while after it was set. */
export function useBriefly<T>(ms: number): readonly [T | undefined, (value: T) => void] {
  const [held, setHeld] = useState<{ readonly value: T }>();

  useEffect(() => {
    if (held === undefined) return;
    const timer = setTimeout(() => setHeld(undefined), ms);
    return () => clearTimeout(timer);
  }, [held, ms]);

  return [held?.value, useCallback((value: T) => setHeld({ value }), [])];
}
