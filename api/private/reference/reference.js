/**
 * Draws the reference of the private API. Requests go to where the page came from, whatever name the installation has for
 * itself; a key that is typed in is kept in this page only, and nothing is sent anywhere else.
 */
const base = new URL('.', document.location.href);
const answer = await fetch(new URL('openapi.json', base));
const spec = { ...(await answer.json()), servers: [{ url: base.href.replace(/\/$/, '') }] };

globalThis.SwaggerUIBundle({
  spec,
  dom_id: '#reference',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  filter: true,
  persistAuthorization: false,
  // Otherwise the document would be sent to a service of swagger.io.
  validatorUrl: null,
});
