/** Writes dist/workflow-bundle.js from the compiled workflows, so that the worker starts without bundling. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { code } = await bundleWorkflowCode({ workflowsPath: at('../workflows/index.js') });
await writeFile(at('../workflow-bundle.js'), code);
