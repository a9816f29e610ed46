import assert from 'node:assert/strict';
import { signalR } from './gateway.mjs';

const patienceMs = 10_000;

/** The official client with a memory of the frames that were delivered, so that a scenario can await the one it needs. */
export class Client {
  /** Every frame, in the order of delivery. */
  frames = [];
  #waiting = [];

  constructor(guest, url, options) {
    this.user = guest.user;
    this.connection = new signalR.HubConnectionBuilder()
      .withUrl(url, {
        transport: signalR.HttpTransportType.WebSockets,
        accessTokenFactory: () => guest.token,
        ...options,
      })
      .withAutomaticReconnect([0, 100, 500, 1000])
      .configureLogging(signalR.LogLevel.None)
      .build();
    this.connection.on('Deliver', frames => this.#deliver(frames));
  }

  start() {
    return this.connection.start();
  }

  stop() {
    return this.connection.stop();
  }

  /** Invokes a hub method and demands that it is done. */
  async invoke(method, argument) {
    const result = await this.connection.invoke(method, argument);
    assert.equal(result.ok, true, `${method} was refused: ${JSON.stringify(result)}`);
    return result;
  }

  /** Invokes a hub method and demands a refusal of this code. */
  async refused(code, method, ...args) {
    const result = await this.connection.invoke(method, ...args);
    assert.equal(result.ok, false, `${method} should have been refused: ${JSON.stringify(result)}`);
    assert.equal(result.error.code, code, JSON.stringify(result));
    assert.equal(typeof result.error.message, 'string');
    assert.equal(typeof result.error.retryable, 'boolean');
    return result.error;
  }

  /** The first frame, delivered already or to come, that matches. */
  frame(description, matches) {
    const frame = this.frames.find(matches);
    if (frame) return Promise.resolve(frame);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.user.name} got no ${description}; got: ${JSON.stringify(this.frames)}`)),
        patienceMs);
      this.#waiting.push({ matches, resolve: frame => { clearTimeout(timer); resolve(frame); } });
    });
  }

  message(body) {
    return this.frame(`message '${body}'`, frame => frame.type === 'message' && frame.body === body);
  }

  #deliver(frames) {
    assert.ok(Array.isArray(frames));
    for (const frame of frames) {
      this.frames.push(frame);
      const ready = this.#waiting.filter(waiting => waiting.matches(frame));
      this.#waiting = this.#waiting.filter(waiting => !ready.includes(waiting));
      for (const { resolve } of ready) resolve(frame);
    }
  }
}
