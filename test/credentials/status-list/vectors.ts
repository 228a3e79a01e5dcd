/** Test vectors of draft-ietf-oauth-status-list, appendix C: lists of 2^20 entries, for the bits a configuration may ask for. */
import type { StatusBits } from '../../../credentials/status-list/pack-statuses.js';

type Vector = { bits: StatusBits; lst: string; entries: { index: number; value: number }[] };

const entriesOf = (pairs: readonly (readonly [number, number])[]) => pairs.map(([index, value]) => ({ index, value }));

export const VECTORS: Vector[] = [
  {
    bits: 1,
    entries: entriesOf(
      [0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345].map((index) => [index, 1]),
    ),
    lst:
      'eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogE' +
      'AAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
      'AAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAA' +
      'A7KpLAAAAAAAAAAAAAAAAAAAAAJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAA' +
      'ACAZC8L2AEb',
  },
  {
    bits: 2,
    entries: entriesOf([
      [0, 1],
      [1993, 2],
      [25460, 1],
      [159495, 3],
      [495669, 1],
      [554353, 1],
      [645645, 2],
      [723232, 1],
      [854545, 1],
      [934534, 2],
      [1000345, 3],
    ]),
    lst:
      'eNrt2zENACEQAEEuoaBABP5VIO01fCjIHTMStt9ovGVIAAAAAABAbiEBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEB5' +
      'WwIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
      'AAAAAAAAAID0ugQAAAAAAAAAAAAAAAAAQG12SgAAAAAAAAAAAAAAAAAAAAAAAAAAAOCSIQEAAAAAAAAAAAAAAAAAAAAAAAD8ExIA' +
      'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwJEuAQAAAAAAAAAAAAAAAAAAAAAAAMB9SwIAAAAAAAAAAAAAAAAAAACoYUoA' +
      'AAAAAAAAAAAAAEBqH81gAQw',
  },
];
