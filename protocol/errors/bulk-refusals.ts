/** Bulk jobs at the private API: what an upload, or a line of one, is refused for. */
import { defineRefusals } from './define-refusals.js';

const specRef = 'Vouchsafe back-office API';

export const bulkRefusals = defineRefusals(
  { family: 'back_office', status: 400 },
  {
    bulk_job_unknown: {
      status: 404,
      code: 'not_found',
      sentence: 'There is no such bulk job.',
      help: 'Jobs and their results are kept for seven days after they ended.',
      specRef,
      retryable: false,
    },
    bulk_job_ended: {
      status: 409,
      code: 'conflict',
      sentence: 'The bulk job has ended.',
      help: 'There is nothing left to cancel; sessions that were created can be cancelled one by one.',
      specRef,
      retryable: false,
    },
    bulk_upload_invalid: {
      code: 'invalid_body',
      sentence: 'The upload cannot be read.',
      help: 'Send application/x-ndjson (one JSON object a line) or text/csv (RFC 4180, UTF-8, with a header line). Nothing of the upload was taken; `line` says where reading ended.',
      specRef,
    },
    bulk_type_unsupported: {
      status: 415,
      code: 'invalid_body',
      sentence: 'The upload is of another type than this takes.',
      help: 'Send application/x-ndjson (one JSON object a line) or text/csv, and say which in Content-Type. Nothing of the upload was taken.',
      specRef,
    },
    bulk_columns_invalid: {
      code: 'invalid_body',
      sentence: 'The columns of the upload are not those of its kind.',
      help: 'Nothing was taken. `provided` names the columns that mean nothing or stand twice, `expected` those there are; claims are columns claims.<path>, by the claims schema of the configuration.',
      specRef,
    },
    bulk_too_large: {
      status: 413,
      code: 'invalid_body',
      sentence: 'The upload is too large.',
      help: 'Nothing was taken. Split it: `expected` names the limit.',
      specRef,
    },
    bulk_line_invalid: {
      code: 'invalid_body',
      sentence: 'The line cannot be read.',
      help: 'The line is no JSON object, too long, not UTF-8, or has another number of cells than the header. Mend it and upload the lines that failed as a new job.',
      specRef,
    },
    bulk_key_duplicate: {
      status: 409,
      code: 'conflict',
      sentence: 'An earlier line of the upload has the same key.',
      help: 'The first line with a key counts. `first_line` says where it is.',
      specRef,
    },
    bulk_session_unknown: {
      status: 404,
      code: 'not_found',
      sentence: 'No open session has this reference.',
      help: 'Name the session by session_id, or by the reference it was created with.',
      specRef,
    },
    bulk_session_ambiguous: {
      status: 409,
      code: 'conflict',
      sentence: 'Several open sessions have this reference.',
      help: 'Name the session by session_id.',
      specRef,
    },
  },
);
