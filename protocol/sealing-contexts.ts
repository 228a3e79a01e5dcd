/** What a sealed thing is authenticated with: its kind and its place, so that it cannot be opened as anything else. */
export const sealingContext = {
  dataKey: (sessionId: string) => `data-key ${sessionId}`,
  digestKey: (sessionId: string) => `digest-key ${sessionId}`,
  claims: (sessionId: string, configurationId: string) => `claims ${sessionId} ${configurationId}`,
  request: (sessionId: string, requestId: string) => `request ${sessionId} ${requestId}`,
  webhookSecret: (endpointId: string) => `webhook-secret ${endpointId}`,
  pushedRequest: (id: string) => `pushed-request ${id}`,
  login: (id: string) => `login ${id}`,
  subjectExport: (exportId: string, sessionId: string) => `subject-export ${exportId} ${sessionId}`,
  response: (sessionId: string, requestId: string) => `response ${sessionId} ${requestId}`,
} as const;
