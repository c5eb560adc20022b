/** A mail server for tests, on a port of its own. */
import { createServer, type AddressInfo, type Server } from 'node:net';

/** A mail server that speaks just enough, keeps what it is given, and refuses as long as it is told to. */
export async function smtp(): Promise<{ url: string; letters: string[]; refuse: boolean; server: Server }> {
  const state = { url: '', letters: [] as string[], refuse: false, server: createServer() };
  state.server.on('connection', (socket) => {
    socket.write('220 here\r\n');
    let data: string | null = null;
    let rest = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null) {
          if (line !== '.') {
            data += `${line}\n`;
            continue;
          }
          state.letters.push(data);
          data = null;
          socket.write('250 taken\r\n');
        } else if (line.startsWith('DATA')) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (line.startsWith('QUIT')) {
          socket.end('221 bye\r\n');
        } else if (state.refuse && line.startsWith('RCPT')) {
          socket.write('451 later\r\n');
        } else {
          socket.write('250 ok\r\n');
        }
      }
    });
  });
  await new Promise<void>((resolve) => state.server.listen(0, '127.0.0.1', resolve));
  state.url = `smtp://127.0.0.1:${(state.server.address() as AddressInfo).port}?ignoreTLS=true`;
  return state;
}
