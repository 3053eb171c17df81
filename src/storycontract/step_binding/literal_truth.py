"""Expressions that are true whatever the product does."""

import ast

_LOOKS_AT_SOMETHING = (ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.Await, ast.Yield, ast.YieldFrom)


def is_literally_true(expression: ast.expr) -> bool:
    """Tell whether the text alone shows that the expression is true, or looks at nothing at all."""
    match expression:
        case ast.Constant(value=value):
            return bool(value)
        case ast.BoolOp(op=ast.Or(), values=parts):
            return any(is_literally_true(part) for part in parts)
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(is_literally_true(part) for part in parts)
        case _:
            return _is_never_empty(expression) or _looks_at_nothing(expression)


def _is_never_empty(expression: ast.expr) -> bool:
    match expression:
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return any(not isinstance(part, ast.Starred) for part in parts)
        case ast.Dict(keys=keys):
            return any(key is not None for key in keys)
        case ast.JoinedStr(values=parts):
            return any(isinstance(part, ast.Constant) for part in parts)
        case _:
            return isinstance(expression, ast.Lambda | ast.GeneratorExp)


def _looks_at_nothing(expression: ast.expr) -> bool:
    return not any(isinstance(part, _LOOKS_AT_SOMETHING) for part in ast.walk(expression))
