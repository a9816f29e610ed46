import { useState } from 'react';
import type { ChatError } from '../client/contract';
import type { Decision } from '../client/decision';

/** Decides something about a member or the room; says why not, where it was not done. */
export type Decide = (decision: Decision) => Promise<ChatError | undefined>;

/** One decision at a time, and why the last one was not taken. */
export function useDecision(onDecide: Decide, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ChatError>();

  const decide = async (decision: Decision) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    const refusal = await onDecide(decision);
    setBusy(false);
    setError(refusal);
    if (refusal === undefined) onDone();
  };

  return { busy, error, decide: (decision: Decision) => void decide(decision) };
}
