// @ts-check
import ts from 'typescript';
import { brokenRule, FOLDER_RULES } from './boundary-rules.mjs';
import { listFiles } from './hash.mjs';
import { readImports } from './read-imports.mjs';

const IMPURE =
  /^(Date\.now|Math\.random|performance\.now|crypto\.(randomUUID|getRandomValues)|random(UUID|Bytes|Int)|getRandomValues)$/;

/**
 * Every import that breaks the table of boundary-rules.mjs, and every look at the clock or at chance in protocol/.
 * @param {string} base the repository
 */
export function findBoundaryFaults(base) {
  const modules = listFiles(Object.keys(FOLDER_RULES), base).filter((file) => /\.tsx?$/.test(file));
  /** @type {string[]} */
  const faults = [];
  let edges = 0;
  for (const file of modules) {
    const { imports, source } = readImports(base, file);
    edges += imports.length;
    for (const { to, isType, line } of imports) {
      const rule = brokenRule(file, to, isType);
      if (!rule) continue;
      const hint = !isType && !brokenRule(file, to, true) ? ' (as `import type` it would be allowed)' : '';
      faults.push(`${file}:${line} → ${to}${hint}\n    ${rule}`);
    }
    if (file.startsWith('protocol/')) faults.push(...findImpurities(file, source));
  }
  return { modules: modules.length, edges, faults };
}

/** @param {string} file @param {ts.SourceFile} source @returns {string[]} */
function findImpurities(file, source) {
  /** @type {string[]} */
  const faults = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const call = ts.isCallExpression(node) && IMPURE.test(node.expression.getText());
    const now = ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length;
    if (call || now) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      faults.push(`${file}:${line + 1} calls ${node.getText()}\n    protocol/ is pure: time and chance are arguments`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}
