import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { Client } from './client.mjs';

// The web page's own copy of the official client is tested, not a second one.
const require = createRequire(new URL('../../../web/package.json', import.meta.url));
export const signalR = require('@microsoft/signalr');

/** The gateway under test, and every client that was connected to it. */
export class Gateway {
  #address;
  #clients = [];

  constructor(address) {
    this.#address = address.replace(/\/$/, '');
  }

  get address() {
    return this.#address;
  }

  /** A room that nobody else uses. */
  newRoom() {
    return `NODE-${randomUUID()}`.toUpperCase();
  }

  async post(path, body, token) {
    const response = await fetch(this.#address + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  }

  /** Signs a guest in: `{token, user, expiresAt}`. */
  async signIn(name) {
    const { status, body } = await this.post('/api/v1/auth/guest', { name });
    if (status !== 200) throw new Error(`Guest sign-in answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** A connected client of a new guest; `options` are those of `withUrl`. */
  async connect(name, options = {}, address = this.#address) {
    const client = new Client(await this.signIn(name), `${address}/hub/chat`, options);
    this.#clients.push(client);
    await client.start();
    return client;
  }

  async close() {
    await Promise.all(this.#clients.map(client => client.stop()));
  }
}
