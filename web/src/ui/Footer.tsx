import { useEffect, useState } from 'react';
import type { ServerInfo } from '../client/contract';

type Server = Pick<ServerInfo, 'version' | 'runtime'>;

const runtimeNames: Readonly<Record<string, string>> = { microsoft: 'Microsoft Orleans', embedded: 'embedded' };

/** Names what runs: said by the hub's greeting where there is one, else asked of the health endpoint. */
export function Footer({ server }: { readonly server?: Server | undefined }) {
  const [asked, setAsked] = useState<Partial<Server>>();
  const known = server ?? asked;

  useEffect(() => {
    if (server !== undefined) return;
    const abort = new AbortController();
    fetch('/health', { signal: abort.signal })
      .then(async response => setAsked((await response.json()) as Partial<Server>))
      .catch(() => undefined);
    return () => abort.abort();
  }, [server]);

  return (
    <footer className="footer" data-testid="footer">
      OrleansChat{known?.version === undefined ? '' : ` ${known.version}`}
      {known?.runtime === undefined ? '' : ` · Orleans runtime: ${runtimeNames[known.runtime] ?? known.runtime}`}
    </footer>
  );
}
