/** Why a status list that was fetched is not believed. Not a refusal: which one it becomes depends on the door. */
export class StatusListFault extends Error {
  override readonly name = 'StatusListFault';
}
