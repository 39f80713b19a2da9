import {
  type BinaryOperationNode,
  ColumnNode,
  OperatorNode,
  ReferenceNode,
  SqliteQueryCompiler,
  ValueNode,
} from 'kysely';

/** Columns that partial indexes compare with a constant. */
const DECIDING = new Set(['state', 'outcome']);

/**
 * Writes the value that such a column is compared with into the statement's text. As a parameter it could decide whether
 * SQLite may use a partial index, and SQLite therefore compiles a statement anew each time that it is bound to one:
 * https://sqlite.org/c3ref/prepare.html, under "sqlite3_prepare_v2". That takes several times as long as looking up a row.
 */
export class StateInTextCompiler extends SqliteQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    super.visitBinaryOperation(withValueInText(node));
  }
}

function withValueInText(node: BinaryOperationNode): BinaryOperationNode {
  const { leftOperand, operator, rightOperand } = node;
  const isDeciding =
    ReferenceNode.is(leftOperand) &&
    ColumnNode.is(leftOperand.column) &&
    DECIDING.has(leftOperand.column.column.name) &&
    OperatorNode.is(operator) &&
    ['=', '<>', '!='].includes(operator.operator);
  return isDeciding && ValueNode.is(rightOperand)
    ? { ...node, rightOperand: ValueNode.createImmediate(rightOperand.value) }
    : node;
}
