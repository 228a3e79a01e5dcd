// @ts-check
/** What a session's workflow has cost so far, from its history. */
const TASK_COMPLETED = 7;
const UPDATE_ACCEPTED = 41;
const SIGNALED = 26;

/** @typedef {{events: number, tasks: number, bytes: number, updates: number, signals: number}} HistoryCost */

/** @param {import('@temporalio/client').Client} client @param {string} sessionId @returns {Promise<HistoryCost>} */
export async function readHistory(client, sessionId) {
  const handle = client.workflow.getHandle(`issuance-session:${sessionId}`);
  const { events } = await handle.fetchHistory();
  const { historySize } = await handle.describe();
  /** @param {number} type */
  const count = (type) => (events ?? []).filter((event) => Number(event.eventType) === type).length;
  return {
    events: events?.length ?? 0,
    tasks: count(TASK_COMPLETED),
    bytes: historySize ?? 0,
    updates: count(UPDATE_ACCEPTED),
    signals: count(SIGNALED),
  };
}
