import type { ChatError } from '../client/contract';
import { explain } from './explain';

export function DecisionError({ error }: { readonly error: ChatError | undefined }) {
  return <p className="error" role="alert" data-testid="decision-error" data-code={error?.code}>{error === undefined ? '' : `Not done. ${reason(error)}`}</p>;
}

/** The words for messages do not fit here: the server alone knows what was too much. */
function reason(error: ChatError): string {
  return error.code === 'TOO_LARGE' ? error.message : explain(error);
}
