/**
 * Proofs sent by real wallets to another issuer, June 2026. They are public once sent, and long stale.
 */

export const CAPTURED_ISSUER = 'https://api.playground.france-identite.gouv.fr/igrantio/issuer-backend';

/** DPoP proof of a token request (a Kotlin wallet). */
export const CAPTURED_TOKEN_DPOP =
  'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwiY3J2IjoiUC0yNTYiLCJ4IjoiSVV6SVltSmw2NW9tQl' +
  'pxbERrTFhOelhyQ2p5U0FzTURfSzliWHRpdGJJSSIsInkiOiJfeVRMY3Q1U2VKdmhKdnRBQ0duZk5Ibk95bHAzUjg5YnZySWJOZmhncl8wIn19' +
  '.eyJodG0iOiJQT1NUIiwiaHR1IjoiaHR0cHM6Ly9hcGkucGxheWdyb3VuZC5mcmFuY2UtaWRlbnRpdGUuZ291di5mci9pZ3JhbnRpby9pc3N1Z' +
  'XItYmFja2VuZC90b2tlbiIsImlhdCI6MTc4MDkwMTE4OCwianRpIjoieF9nMkl6WF9Wc1VTaUpmeiJ9.RP22U5D42CkmY2BBZA_EXT5iTiEIq_' +
  'DjaXzeJ1n-VUtqG5j4_SvJ-zX4aFMvih8iB_sr8aftwxN66XT_9G1QlA';

export const CAPTURED_TOKEN_DPOP_IAT = 1780901188;

/** DPoP proof of the credential request that followed, with the token it was made for. */
export const CAPTURED_CREDENTIAL_DPOP =
  'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwiY3J2IjoiUC0yNTYiLCJ4IjoiSVV6SVltSmw2NW9tQl' +
  'pxbERrTFhOelhyQ2p5U0FzTURfSzliWHRpdGJJSSIsInkiOiJfeVRMY3Q1U2VKdmhKdnRBQ0duZk5Ibk95bHAzUjg5YnZySWJOZmhncl8wIn19' +
  '.eyJodG0iOiJQT1NUIiwiaHR1IjoiaHR0cHM6Ly9hcGkucGxheWdyb3VuZC5mcmFuY2UtaWRlbnRpdGUuZ291di5mci9pZ3JhbnRpby9pc3N1Z' +
  'XItYmFja2VuZC9jcmVkZW50aWFsIiwiYXRoIjoiME5JZGI0SFRYejNFb0dCcTZ1OUF6d3JycFh0YkRLV3lWV1lZeTdlVnVzMCIsImlhdCI6MTc' +
  '4MDkwMTE4OSwianRpIjoiT3pvU09TSVZRYU5jeVNrNSJ9.Iuw9CD3GMno-j7e8KfyU0Cwm41hvdCF1SL2HVsAdAB8TdBTWHJTGgbxyZdwB7HvI' +
  'HvzgF9HHsnQhBW055AyMgQ';

export const CAPTURED_CREDENTIAL_DPOP_IAT = 1780901189;

export const CAPTURED_ACCESS_TOKEN = 'IOz2zO-vDoiJtesuOcTLDc8bExUS2Pu5etSZ1_fo-0Q';

export const CAPTURED_DPOP_JKT = 'pIX1JOSQawvwmAfZrgta8nzddDCswH0UGTNIjqWPINU';

/** Key proof of a Dart wallet, whose key is named by a did:key. */
export const CAPTURED_DID_PROOF =
  'eyJraWQiOiJkaWQ6a2V5OnoyZG16RDgxY2dQeDhWa2k3SmJ1dU1tRllyV1BnWW95dHlrVVozZXlxaHQxajlLYnI0OHFqRWlURE5GY3Y3WEsydF' +
  'BCNlFjVkVBYmtvMXZmNlBpY0FaVnBMU0g5M0xmcUQydUFKWXR2ZFRyTjNzcFNTWFZrVUJLZTJyRTROMWlmMzcxeWRVdkdWVGtMbTdWVDl3MVZX' +
  'Ukg0QkE5TWNDTnpNOFV2c0t6M25kNlZ6bVZqUVkjejJkbXpEODFjZ1B4OFZraTdKYnV1TW1GWXJXUGdZb3l0eWtVWjNleXFodDFqOUticjQ4cW' +
  'pFaVRETkZjdjdYSzJ0UEI2UWNWRUFia28xdmY2UGljQVpWcExTSDkzTGZxRDJ1QUpZdHZkVHJOM3NwU1NYVmtVQktlMnJFNE4xaWYzNzF5ZFV2' +
  'R1ZUa0xtN1ZUOXcxVldSSDRCQTlNY0NOek04VXZzS3ozbmQ2VnptVmpRWSIsInR5cCI6Im9wZW5pZDR2Y2ktcHJvb2Yrand0IiwiYWxnIjoiRV' +
  'MyNTYifQ.eyJhdWQiOiJodHRwczovL2FwaS5wbGF5Z3JvdW5kLmZyYW5jZS1pZGVudGl0ZS5nb3V2LmZyL2lncmFudGlvL2lzc3Vlci1iYWNrZ' +
  'W5kIiwiaXNzIjoiZGlkOmtleTp6MmRtekQ4MWNnUHg4VmtpN0pidXVNbUZZcldQZ1lveXR5a1VaM2V5cWh0MWo5S2JyNDhxakVpVERORmN2N1h' +
  'LMnRQQjZRY1ZFQWJrbzF2ZjZQaWNBWlZwTFNIOTNMZnFEMnVBSll0dmRUck4zc3BTU1hWa1VCS2UyckU0TjFpZjM3MXlkVXZHVlRrTG03VlQ5d' +
  'zFWV1JINEJBOU1jQ056TThVdnNLejNuZDZWem1WalFZIiwiaWF0IjoxNzgxMjY2Mzc0LCJub25jZSI6IlVyRzIwZWtZZ2VlY3ZtaFZkeDV4c21' +
  'TVFFGNlY1QSJ9.OihK6HOB0wSxF5VQEzpV97aLiO31DFVlU7OBAo9-GVMxTBLXuz8UEiM-CsZnlQoLKHIiZ6qBBwJsPEgFQMMiSg';

export const CAPTURED_DID_PROOF_IAT = 1781266374;
