/** A mail server on this machine that takes whatever it is sent, but for one address, and keeps it. Knows no test. */
import { createServer } from 'node:net';

export async function postbox() {
  const kept = [];
  const server = createServer((socket) => talk(socket, kept));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { kept, port: server.address().port, stop: () => new Promise((resolve) => server.close(resolve)) };
}

/** The plain text of a message. */
export function plain(mail) {
  const part = mail.raw.split(/^--.*$/m).find((one) => /^content-type: text\/plain/im.test(one));
  const [head, ...rest] = part.split('\n\n');
  const body = rest.join('\n\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

function talk(socket, kept) {
  let waiting = '';
  let mail;
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  const say = (text) => socket.write(`${text}\r\n`);
  say('220 box.test ESMTP');
  socket.on('data', (text) => {
    waiting += text;
    for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      if (mail?.open) {
        if (line === '.') {
          mail.open = false;
          kept.push(mail);
          say('250 taken');
        } else {
          mail.raw += `${line}\n`;
        }
        continue;
      }
      mail = answer(line, mail, say, socket);
    }
  });
}

function answer(line, mail, say, socket) {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === 'EHLO') say('250-box.test\r\n250 8BITMIME');
  else if (verb === 'MAIL') {
    if (line.includes('<nobody@')) say('553 5.7.1 this sender is not known here');
    else say('250 ok');
    return { to: [], raw: '' };
  } else if (verb === 'RCPT') {
    mail.to.push(/<(.*?)>/.exec(line)[1]);
    say('250 ok');
  } else if (verb === 'DATA') {
    mail.open = true;
    say('354 go on');
  } else if (verb === 'QUIT') {
    say('221 bye');
    socket.end();
  } else say('250 ok');
  return mail;
}
