// A receiver of webhooks: verifies each call with the Standard Webhooks library, and does the work of an event once.
// npm install standardwebhooks; WEBHOOK_SECRET=whsec_… node webhook-receiver.mjs
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? '');
/** Keep this in your database, beside what the event changes there: the same event may come more than once. */
const done = new Set();

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  let event;
  try {
    // Over the bytes as they came: parsing and writing them again would change them.
    event = webhook.verify(Buffer.concat(chunks).toString('utf8'), request.headers);
  } catch {
    return response.writeHead(401).end();
  }
  const id = request.headers['webhook-id'];
  if (!done.has(id)) {
    done.add(id);
    console.log(`${event.type} ${event.session_id ?? ''} ${JSON.stringify(event.data)}`);
  }
  // Answer soon, and work afterwards: after 15 seconds the event is sent again.
  response.writeHead(204).end();
});

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () =>
  console.log(`listening on ${server.address().port}`),
);
