const pattern = /^[A-Z0-9._-]{1,64}$/;

/** Letters and digits that cannot be taken for one another when a code is read out. */
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** The code as the server writes it, or undefined where it is none. */
export function parseRoomCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return pattern.test(code) ? code : undefined;
}

/** A code that nobody guesses: whoever knows it may come in. */
export function newRoomCode(): string {
  const letters = [...crypto.getRandomValues(new Uint32Array(12))].map(value => alphabet[value % alphabet.length]);
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].map(part => part.join('')).join('-');
}

export function roomLink(code: string, page: string): string {
  const url = new URL(page);
  url.search = new URLSearchParams({ room: code }).toString();
  url.hash = '';
  return url.toString();
}
