// @ts-check
/** What a TypeScript module imports, read from its syntax tree: strings and comments cannot mislead it. */
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/** @typedef {{to: string, isType: boolean, line: number}} Import */

/**
 * @param {string} base the repository
 * @param {string} file relative to it
 * @returns {{imports: Import[], source: ts.SourceFile}}
 */
export function readImports(base, file) {
  const text = readFileSync(join(base, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @type {Import[]} */
  const imports = [];
  /** @param {ts.Node | undefined} specifier @param {boolean} isType */
  const add = (specifier, isType) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { line } = source.getLineAndCharacterOfPosition(specifier.getStart());
    imports.push({ to: targetOf(base, file, specifier.text), isType, line: line + 1 });
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    // `import { type A }` without `import type` still loads the module (verbatimModuleSyntax), so it is no type import.
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isExternalModuleReference(node)) add(node.expression, false);
    else if (ts.isCallExpression(node) && isLoading(node)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { imports, source };
}

/** @param {ts.CallExpression} call */
function isLoading({ expression }) {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

/** @param {string} base @param {string} file @param {string} specifier */
function targetOf(base, file, specifier) {
  if (specifier.startsWith('.')) return sourceOf(base, resolve(base, dirname(file), specifier));
  if (specifier.startsWith('node:')) return `node:${packageName(specifier.slice(5))}`;
  if (builtinModules.includes(specifier)) return `node:${packageName(specifier)}`;
  return `npm:${packageName(specifier)}`;
}

/** @param {string} specifier `@a/b/c` → `@a/b`; `crypto/x` → `crypto` */
function packageName(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** An import names the compiled file; the rules speak of sources. @param {string} base @param {string} path */
function sourceOf(base, path) {
  const stem = path.replace(/\.js$/, '');
  const candidates = stem === path ? [path] : [`${stem}.ts`, `${stem}.tsx`, path];
  const found = candidates.find((candidate) => existsSync(candidate)) ?? candidates[0] ?? path;
  return relative(base, found).split(sep).join('/');
}
