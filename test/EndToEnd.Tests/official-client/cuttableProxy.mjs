import net from 'node:net';

/** A TCP proxy before the gateway whose connections can be cut at a chosen moment. */
export class CuttableProxy {
  #server;
  #sockets = new Set();
  #paused = false;

  static async listen(target) {
    const proxy = new CuttableProxy(new URL(target));
    await new Promise(resolve => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  constructor(target) {
    this.#server = net.createServer(client => {
      if (this.#paused) {
        client.destroy();
        return;
      }

      const upstream = net.connect(Number(target.port), target.hostname);
      for (const [from, to] of [[client, upstream], [upstream, client]]) {
        this.#sockets.add(from);
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
        from.on('error', () => to.destroy());
        from.pipe(to);
      }
    });
  }

  get address() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Lets no new connection through until {@link resume}. */
  pause() {
    this.#paused = true;
  }

  resume() {
    this.#paused = false;
  }

  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  close() {
    this.cut();
    this.#server.close();
  }
}
