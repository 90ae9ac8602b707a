"""The house rules: who may import whom, where each foreign library lives, how big rooms are."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "indexer", "qa", "ui", "eval")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for path in ROOT.glob(f"{package}/**/*.py")
)
TESTS = sorted(f"tests/{path.name}" for path in ROOT.glob("tests/*.py"))

MAY_IMPORT = {
    "corpus": {"corpus"},
    "indexer": {"corpus", "indexer"},
    "qa": {"corpus", "indexer", "qa"},
    "ui": {"corpus", "indexer", "qa", "ui"},
    "eval": {"corpus", "indexer", "qa", "eval"},
}

MODELS = ("indexer/encoder.py", "qa/reference.py", "eval/fine_tuning.py", "eval/train_*.py")
HOMES = {
    "pypdf": ("corpus/pdf*.py", "eval/plain.py"),
    "pypdfium2": ("corpus/pdf*.py", "eval/boxes.py"),
    "sentence_transformers": MODELS,
    "torch": MODELS,
    "transformers": MODELS,
    "openvino": ("indexer/bert.py",),
    "tokenizers": ("indexer/bert.py",),
    "safetensors": ("indexer/bert.py", "indexer/weights.py", "qa/reference.py"),
    "faiss": ("indexer/vectors.py",),
    "bm25s": ("indexer/words.py",),
    "Stemmer": ("indexer/words.py",),
    "langchain*": ("qa/writing/langchain*.py", "qa/chains.py"),
    "langsmith": ("qa/writing/langchain*.py",),
    "text_to_num": ("qa/writing/claims.py",),
    "streamlit": ("ui/*.py",),
    "matplotlib": ("eval/plots.py",),
}
SLOW_TO_IMPORT = ("torch", "openvino", "faiss", "streamlit", "langchain", "langchain_core")

FILE_LINES, TEST_FILE_LINES, FUNCTION_LINES = 260, 400, 60


def imported(source: str, package: str = "") -> Iterator[str]:
    """Every module a file imports, at its top, inside a function or by a call with its name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=module, level=level):
                yield f"{package}.{module or ''}" if level else str(module)
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
                if ast.unparse(function) in (
                    "__import__",
                    "import_module",
                    "importlib.import_module",
                ):
                    yield name


def imports(file: str) -> set[str]:
    """The packages and libraries a file of the project imports, by their first name."""
    found = imported((ROOT / file).read_text(encoding="utf-8"), file.split("/")[0])
    return {name.split(".")[0] for name in found}


def long_functions(source: str, limit: int) -> list[str]:
    """The functions of more lines than the limit."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > limit
    ]


def test_the_walk_sees_every_kind_of_import() -> None:
    source = """
import torch.nn as nn, json
from faiss import IndexFlatIP
from . import sibling
def later():
    from langchain_core.runnables import Runnable
    __import__("streamlit")
    importlib.import_module("pypdf.generic")
"""
    names = {name.split(".")[0] for name in imported(source, "qa")}
    others = {"faiss", "langchain_core", "streamlit", "pypdf"}
    assert names == {"torch", "json", "qa"} | others
    assert long_functions("def a():\n    1\n    2\nasync def b():\n    1\n", 2) == ["a"]
    assert {file.split("/")[0] for file in FILES} >= {"corpus", "indexer", "qa", "eval"}


def test_imports_run_one_way() -> None:
    against_the_stream = [
        (file, name)
        for file in FILES
        for name in imports(file) & {*PACKAGES, "tests"}
        if name not in MAY_IMPORT[file.split("/")[0]]
    ]
    assert against_the_stream == []


def test_each_foreign_library_stays_in_its_place() -> None:
    strangers = [
        (file, name, homes)
        for file in FILES
        for name in imports(file)
        for library, homes in HOMES.items()
        if fnmatch(name, library) and not any(fnmatch(file, home) for home in homes)
    ]
    assert strangers == []


@pytest.mark.parametrize("package", [p for p in PACKAGES if (ROOT / p / "__main__.py").exists()])
def test_help_needs_no_slow_import(package: str) -> None:
    program = (
        f"import sys, {package}.__main__\n"
        f"print([name for name in {SLOW_TO_IMPORT!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_rooms_stay_small() -> None:
    allowed = dict.fromkeys(FILES, FILE_LINES) | dict.fromkeys(TESTS, TEST_FILE_LINES)
    assert Path(__file__).name in {Path(file).name for file in allowed}
    sources = {file: (ROOT / file).read_text(encoding="utf-8") for file in allowed}
    assert [file for file, text in sources.items() if text.count("\n") > allowed[file]] == []
    long = {file: long_functions(text, FUNCTION_LINES) for file, text in sources.items()}
    assert {file: names for file, names in long.items() if names} == {}


def test_no_screen_is_named_like_a_package() -> None:
    # `streamlit run` puts ui/ first on the path: ui/qa.py would hide the package qa.
    names = {path.stem for path in (ROOT / "ui").iterdir()}
    assert names & set(PACKAGES) == set()


def test_no_file_names_a_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: which files are the project's is not known")
    # In pieces, or this file would name them itself.
    hosts = [("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("deb", "debian")]
    pattern = re.compile("|".join(r"\.".join(host) for host in hosts).encode(), re.IGNORECASE)
    files = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    assert len(files) > len(FILES)
    assert [f.name for f in files if f.is_file() and pattern.search(f.read_bytes())] == []
