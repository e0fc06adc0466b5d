"""Lines of policies and of `visible_to` taken out one by one, in this process: the code of the function is exchanged.

A mutant is one site of one function changed: a condition that is never true, a part of «and», «or» or «|» dropped, a
filter not applied, an empty answer not empty, a refusal that allows.
"""

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

from recommendations.statuses import MOVES, Act, Who

TOP = Path(__file__).resolve().parents[2]
PROBE = "_reached"
# What decides besides the policies and the methods named `visible_to`.
HELPERS = {"_territory_of", "_tasks_of"}
Change = Callable[[ast.AST], ast.AST | None]


@dataclass(frozen=True)
class Place:
    """A function that decides about access."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"

    def function(self) -> FunctionType:
        found: Any = import_module(self.module)
        for part in self.name.split("."):
            found = inspect.getattr_static(found, part)
        return found

    def tree(self) -> ast.FunctionDef:
        """The function without its first indentation, with the numbers of lines of its file."""
        source, first = inspect.getsourcelines(self.function())
        tree = ast.parse(textwrap.dedent("".join(source)))
        return ast.increment_lineno(tree, first - 1).body[0]  # type: ignore[attr-defined,return-value]


@dataclass(frozen=True)
class Mutant:
    """One site of a function, by its number in the order of the walk, with what is done there."""

    place: Place
    number: int
    line: int
    words: str
    reached_at: int

    def __str__(self) -> str:
        return f"{self.place} {self.words}"


def places() -> list[Place]:
    """All functions that decide who may do or read something."""
    found = []
    for path in sorted([*TOP.glob("*/policies*.py"), *TOP.glob("*/policies/*.py"), *TOP.glob("*/querysets/*.py")]):
        module = ".".join(path.relative_to(TOP).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [Place(module, name) for name in _names(tree) if "policies" in module or _decides(name)]
    return found


def _decides(name: str) -> bool:
    return name.endswith(".visible_to") or name in HELPERS


def _names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{one.name}" for one in node.body if isinstance(one, ast.FunctionDef))


# --- sites ----------------------------------------------------------------------------------------
def mutants_of(place: Place) -> list[Mutant]:
    """All sites of the function."""
    return [
        Mutant(place, number, node.lineno, words, reached_at)
        for number, (node, words, reached_at, _) in enumerate(_sites(place.tree()))
    ]


def _sites(function: ast.FunctionDef) -> Iterator[tuple[Any, str, int, Callable[[], None]]]:
    """Node, what is done to it, the line that a cell must reach to feel it, how it is done in place."""
    for statement in ast.walk(function):
        if isinstance(statement, ast.stmt) and statement is not function:
            yield from _of_statement(function, statement)


def _of_statement(function: ast.FunctionDef, statement: Any) -> Iterator[tuple[Any, str, int, Callable[[], None]]]:
    line = statement.lineno
    if isinstance(statement, ast.If):
        never = ast.copy_location(ast.Constant(False), statement.test)
        inside = statement.body[0].lineno
        yield statement, f"without «{_short(statement)}»", inside, lambda: setattr(statement, "test", never)
    if isinstance(statement, ast.AugAssign):
        yield statement, f"without «{_short(statement)}»", line, lambda: _swap(function, statement, ast.Pass())
    if isinstance(statement, ast.Return) and _calls(statement.value, "refused"):
        allowed = ast.Return(ast.Name("ALLOWED", ast.Load()))
        yield statement, f"allowed in place of «{_short(statement)}»", line, lambda: _swap(function, statement, allowed)
    for node in _expressions(statement):
        for words, new in _changes(node):
            yield node, words, line, lambda node=node, new=new: _swap(function, node, new)


def _expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    """Expressions of this statement itself, not of the statements inside it."""
    waiting = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)]
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting += list(ast.iter_child_nodes(node))


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.BoolOp):
        for dropped in node.values:
            rest = [value for value in node.values if value is not dropped]
            yield f"without «{_short(dropped)}»", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield f"without «{_short(node.left)}»", node.right
        yield f"without «{_short(node.right)}»", node.left
    if isinstance(node, ast.IfExp):
        yield f"always «{_short(node.body)}»", node.body
        yield f"always «{_short(node.orelse)}»", node.orelse
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _changes_of_call(node, node.func)


def _changes_of_call(node: ast.Call, called: ast.Attribute) -> Iterator[tuple[str, ast.expr]]:
    if called.attr == "none":
        yield f"all in place of «{_short(node)}»", called.value
    if called.attr in {"filter", "exclude"}:
        parts = [*node.args, *node.keywords]
        for part in parts:
            rest = ast.Call(
                called,
                [arg for arg in node.args if arg is not part],
                [keyword for keyword in node.keywords if keyword is not part],
            )
            yield f"without «{_short(part)}»", rest if len(parts) > 1 else called.value


def _short(node: ast.AST) -> str:
    return ast.unparse(node).split("\n")[0][:70]


def _calls(node: ast.AST | None, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _swap(function: ast.AST, old: ast.AST, new: ast.AST) -> None:
    """Put one node in the place of another."""

    class Swap(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return ast.copy_location(new, old) if node is old else self.generic_visit(node)

    Swap().visit(function)


# --- in force -------------------------------------------------------------------------------------
@contextmanager
def in_force(mutant: Mutant) -> Iterator[None]:
    """The portal with this line taken out."""
    tree = mutant.place.tree()
    list(_sites(tree))[mutant.number][3]()
    with _code_of(mutant.place, tree):
        yield


@contextmanager
def probed(place: Place, reached: Callable[[int], None]) -> Iterator[None]:
    """The function tells the number of each line that it reaches."""
    tree = place.tree()
    for node in ast.walk(tree):
        for field in ("body", "orelse"):
            if isinstance(body := getattr(node, field, None), list):
                setattr(node, field, [part for line in body for part in (_probe(line), line)])
    globals_of = place.function().__globals__
    globals_of[PROBE] = reached
    with _code_of(place, tree):
        yield
    globals_of.pop(PROBE, None)


def _probe(line: ast.stmt) -> ast.stmt:
    call = ast.Call(ast.Name(PROBE, ast.Load()), [ast.Constant(line.lineno)], [])
    return ast.copy_location(ast.Expr(call), line)


@contextmanager
def _code_of(place: Place, tree: ast.FunctionDef) -> Iterator[None]:
    function, tree = place.function(), copy.deepcopy(tree)
    tree.decorator_list, tree.returns = [], None
    for argument in (*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs):
        argument.annotation = None
    module = ast.fix_missing_locations(ast.Module([tree], []))
    scratch = dict(function.__globals__)
    exec(compile(module, function.__code__.co_filename, "exec"), scratch)
    before, function.__code__ = function.__code__, scratch[tree.name].__code__
    try:
        yield
    finally:
        function.__code__ = before


# --- moves ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LostPart:
    """The move table without one of those who may make a move."""

    act: Act
    who: Who

    def __str__(self) -> str:
        return f"MOVES[{self.act}] without {self.who}"


def lost_parts() -> list[LostPart]:
    return [LostPart(act, who) for act, move in MOVES.items() for who in move.who]


@contextmanager
def without(part: LostPart) -> Iterator[None]:
    """The portal with this entry of the move table taken out."""
    move = MOVES[part.act]
    MOVES[part.act] = replace(move, who=tuple(who for who in move.who if who != part.who))
    try:
        yield
    finally:
        MOVES[part.act] = move
