// Socket.IO as its documentation shows it: a room is a room, a message goes to all of it. With REDIS_PORT the Redis adapter stands between, as it must
// where there is more than one process. Nothing is kept, numbered or limited. It ends with its input.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'] });

if (process.env.REDIS_PORT) {
  const { createClient } = await import('redis');
  const { createAdapter } = await import('@socket.io/redis-adapter');
  const publisher = createClient({ url: `redis://127.0.0.1:${process.env.REDIS_PORT}` });
  const subscriber = publisher.duplicate();
  await Promise.all([publisher.connect(), subscriber.connect()]);
  io.adapter(createAdapter(publisher, subscriber));
}

io.on('connection', (socket) => {
  socket.on('join', async (room, done) => {
    await socket.join(room);
    done();
  });
  socket.on('send', (room, body, done) => {
    io.to(room).emit('message', body);
    done();
  });
});

http.listen(0, '127.0.0.1', () => console.log(`listening at ${http.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));
