/** An activity that has a heartbeat timeout is one that runs long: it beats by itself for as long as its process lives. */
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Of the timeout: one lost beat is no death. */
const SHARE = 4;

export const keepBeating: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    execute: async (input, next) => {
      const { heartbeatTimeoutMs } = context.info;
      if (heartbeatTimeoutMs === undefined || heartbeatTimeoutMs <= 0) return next(input);
      const beating = setInterval(() => context.heartbeat(), heartbeatTimeoutMs / SHARE);
      try {
        return await next(input);
      } finally {
        clearInterval(beating);
      }
    },
  },
});
