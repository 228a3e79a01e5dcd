import { expect, it } from 'vitest';
import { checkStatusChange, credentialStatuses } from '../../../protocol/status/check-status-change.js';
import { selectChangeable } from '../../../protocol/status/select-changeable.js';

it('ST-13 selects exactly what the change of a single credential would change', () => {
  for (const wanted of credentialStatuses)
    for (const status of credentialStatuses)
      for (const statusBits of [1, 2]) {
        // One bit cannot hold a suspension.
        if (status === 'suspended' && statusBits === 1) continue;
        const { from, leastBits } = selectChangeable(wanted);
        const isSelected = from.includes(status) && statusBits >= leastBits;
        let single = false;
        try {
          single = checkStatusChange({ status, statusBits }, wanted) === 'changed';
        } catch {}
        expect(isSelected, `${status} → ${wanted}, ${statusBits} bits`).toBe(single);
      }
});
