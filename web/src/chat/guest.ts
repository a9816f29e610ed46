import type { UserInfo } from '../client/contract';
import { RequestRefused } from '../client/requestRefused';

export interface Guest {
  readonly token: string;
  readonly user: UserInfo;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly retryAfterMs?: number;
}

const storageKey = 'orleanschat.guest';

/** These answers are short and made at once. */
const answerMs = 8000;

/** A token with less than this left is not worth connecting with. */
const marginMs = 60_000;

/**
 * A guest's sign-in. This tab keeps its own guest over a reload; another tab of the same browser that signs in under the same name becomes
 * another window of the same user, under another name a new guest.
 */
export class GuestSession {
  #guest: Guest;

  private constructor(guest: Guest) {
    this.#guest = guest;
  }

  static async signIn(name: string): Promise<GuestSession> {
    const known = [sessionStorage, localStorage].map(readGuest).find(guest => guest?.user.name === name);
    const session = new GuestSession(known ?? (await requestGuest(name)));
    session.#remember();
    return session;
  }

  /** The name that this tab, or else this browser, signed in with last. */
  static rememberedName(): string {
    return (readGuest(sessionStorage) ?? readGuest(localStorage))?.user.name ?? localStorage.getItem('orleanschat.name') ?? '';
  }

  /** Whether this tab was signed in before it was loaded again. */
  static isReload(): boolean {
    return readGuest(sessionStorage) !== undefined;
  }

  /** Ends this tab's sign-in; the name stays remembered for the form. */
  static forgetTab(): void {
    sessionStorage.removeItem(storageKey);
  }

  /** A fresh single-use ticket for one WebSocket connection, so that the access token never stands in a URL. */
  async ticket(): Promise<string> {
    if (this.#guest.expiresAt - Date.now() < marginMs) await this.#renew();
    try {
      return await requestTicket(this.#guest.token);
    } catch (error) {
      // A restarted development server has a new key: what it signed before is worth nothing.
      if (!(error instanceof RequestRefused) || error.status !== 401) throw error;
      await this.#renew();
      return await requestTicket(this.#guest.token);
    }
  }

  /** What a user is to this guest; of oneself also what is hidden from others. */
  async presence(user: string): Promise<{ readonly status: string; readonly text: string }> {
    return get(`/api/v1/users/${encodeURIComponent(user)}/presence`, this.#guest.token);
  }

  async #renew(): Promise<void> {
    this.#guest = await requestGuest(this.#guest.user.name);
    this.#remember();
  }

  #remember(): void {
    const text = JSON.stringify(this.#guest);
    sessionStorage.setItem(storageKey, text);
    localStorage.setItem(storageKey, text);
    localStorage.setItem('orleanschat.name', this.#guest.user.name);
  }
}

function readGuest(storage: Storage): Guest | undefined {
  try {
    const guest = JSON.parse(storage.getItem(storageKey) ?? 'null') as Guest | null;
    return guest !== null && guest.expiresAt - Date.now() > marginMs ? guest : undefined;
  } catch {
    return undefined;
  }
}

async function requestGuest(name: string): Promise<Guest> {
  return post<Guest>('/api/v1/auth/guest', { name });
}

async function requestTicket(token: string): Promise<string> {
  return (await post<{ ticket: string }>('/api/v1/connect', {}, token)).ticket;
}

function post<T>(path: string, body: object, token?: string): Promise<T> {
  return request(path, token, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

function get<T>(path: string, token: string): Promise<T> {
  return request(path, token, { cache: 'no-store' });
}

async function request<T>(path: string, token: string | undefined, init: RequestInit & { readonly headers?: Record<string, string> }): Promise<T> {
  const response = await fetch(path, {
    ...init,
    headers: { ...init.headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    credentials: 'omit',
    // The browser may take a connection of its pool that died without a word; given up, it is not taken again.
    signal: AbortSignal.timeout(answerMs),
  });
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as Problem;
  throw new RequestRefused(
    response.status,
    problem.code ?? `HTTP_${response.status}`,
    problem.detail ?? problem.title ?? `The server answered ${response.status}.`,
    problem.retryAfterMs,
  );
}
