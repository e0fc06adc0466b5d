"""Vendored front-end files: check their SHA-256 sums, or rebuild them from pinned npm packages.

    python scripts/vendor_static.py --check     compare static/ with static/vendor/SHA256SUMS
    python scripts/vendor_static.py             fetch the packages with `npm pack` and rebuild

The check needs nothing but Python; a rebuild needs npm, and the same pins give the same bytes.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
SUMS = Path("vendor/SHA256SUMS")
SPRITE = Path("icons.svg")

# npm package -> version and SHA-256 of its archive: a replaced archive stops the rebuild.
PACKAGES = {
    "bootstrap": ("5.3.9", "06bdf78289c3c12ea99d40df84eedf6278c724c73eebf38f11f3a65b44ec8c94"),
    "bootstrap-icons": ("1.13.2", "7b5960145e1ab14a49a117f96a9e5a54a94fdf07f21e302d9e4f88d73dd19f9c"),
    "@fontsource-variable/golos-text": ("5.3.0", "74df2b06deb509b4c5a8939c280aabc13e1e6917762b54e33c31be59de9652da"),
}

# (package, path inside it, path under static/)
FILES = (
    ("bootstrap", "dist/css/bootstrap.min.css", "vendor/bootstrap/bootstrap.min.css"),
    ("bootstrap", "dist/js/bootstrap.bundle.min.js", "vendor/bootstrap/bootstrap.bundle.min.js"),
    ("bootstrap", "LICENSE", "vendor/bootstrap/LICENSE"),
    ("bootstrap-icons", "LICENSE", "vendor/bootstrap-icons/LICENSE"),
    (
        "@fontsource-variable/golos-text",
        "files/golos-text-cyrillic-wght-normal.woff2",
        "vendor/golos-text/cyrillic.woff2",
    ),
    ("@fontsource-variable/golos-text", "files/golos-text-latin-wght-normal.woff2", "vendor/golos-text/latin.woff2"),
    ("@fontsource-variable/golos-text", "LICENSE", "vendor/golos-text/LICENSE"),
)

# Name in the sprite -> name of the icon in bootstrap-icons. Names say what a thing is, not how it is drawn.
ICONS = {
    "home": "house",
    "tasks": "list-check",
    "review": "clipboard-check",
    "decide": "patch-check",
    "matrix": "grid-3x3",
    "resolution": "file-earmark-text",
    "recommendation": "bookmark",
    "assignment": "send",
    "law": "bank",
    "organization": "building",
    "municipality": "geo-alt",
    "summary": "bar-chart",
    "people": "people",
    "journal": "journal-text",
    "settings": "gear",
    "help": "question-circle",
    "search": "search",
    "person": "person-circle",
    "sign-out": "box-arrow-right",
    "eye": "eye",
    "download": "download",
    "upload": "upload",
    "print": "printer",
    "attachment": "paperclip",
    "file": "file-earmark",
    "file-sheet": "file-earmark-excel",
    "file-text": "file-earmark-word",
    "file-pdf": "file-earmark-pdf",
    "file-image": "file-earmark-image",
    "link": "link-45deg",
    "add": "plus-lg",
    "edit": "pencil",
    "remove": "trash",
    "save": "save",
    "left": "chevron-left",
    "right": "chevron-right",
    "down": "chevron-down",
    "arrow-right": "arrow-right",
    "sort": "arrow-down-up",
    "sort-up": "arrow-up",
    "sort-down": "arrow-down",
    "filter": "funnel",
    "calendar": "calendar3",
    "calendar-extend": "calendar-plus",
    "bell": "bell",
    "info": "info-circle",
    "warning": "exclamation-triangle",
    "error": "exclamation-octagon",
    "success": "check-circle",
    "accept": "check-lg",
    "close": "x-lg",
    "undo": "arrow-counterclockwise",
    "comment": "chat-left-text",
    "lock": "lock",
    "shield": "shield-lock",
    "key": "key",
    "phone": "telephone",
    "mail": "envelope",
    "more": "three-dots",
    "inbox": "inbox",
    "star": "star",
    "switch": "arrow-left-right",
    "status-assigned": "circle",
    "status-in_progress": "circle-half",
    "status-in_review": "search",
    "status-returned": "reply",
    "status-overdue": "exclamation-octagon-fill",
    "status-due_soon": "alarm",
    "status-done_on_time": "check-circle-fill",
    "status-done_late": "check-circle",
    "status-not_applicable": "slash-circle",
    "status-withdrawn": "x-circle",
}


def sha256(path: Path) -> str:
    """SHA-256 of a file as lower-case hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(static: Path = STATIC) -> list[str]:
    """Sentences about files that are missing, changed or not listed; an empty list when all is well."""
    listed = {name: value for value, name in (line.split("  ") for line in (static / SUMS).read_text().splitlines())}
    present = set(_vendored(static))
    changed = (name for name in sorted(listed.keys() & present) if sha256(static / name) != listed[name])
    return [
        *(f"missing: {name}" for name in sorted(listed.keys() - present)),
        *(f"changed: {name}" for name in changed),
        *(f"not listed: {name}" for name in sorted(present - listed.keys())),
    ]


def rebuild(static: Path = STATIC) -> None:
    """Fetch the pinned packages, write the vendored files, the sprite and the sums.

    Raises SystemExit when an archive is not the pinned one, CalledProcessError when npm fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        roots = {package: _fetch(package, Path(folder)) for package in PACKAGES}
        for package, source, target in FILES:
            _copy(roots[package] / source, static / target)
        (static / SPRITE).write_text(sprite(roots["bootstrap-icons"] / "icons"), encoding="utf-8")
    names = _vendored(static)
    (static / SUMS).write_text("".join(f"{sha256(static / name)}  {name}\n" for name in names))


def sprite(icons: Path) -> str:
    """One SVG with a <symbol> for each entry of ICONS, to be shown with <use href="icons.svg#name">."""
    symbols = "\n".join(_symbol(name, (icons / f"{file}.svg").read_text()) for name, file in ICONS.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _symbol(name: str, svg: str) -> str:
    body = " ".join(re.sub(r"</?svg[^>]*>", "", svg).split())
    return f'<symbol id="{name}" viewBox="0 0 16 16">{body}</symbol>'


def _vendored(static: Path) -> list[str]:
    """Every file whose bytes come from a package, relative to static/; our README and the sums are not among them."""
    ours = {SUMS, Path("vendor/README.md")}
    found = [path.relative_to(static) for path in (static / "vendor").rglob("*") if path.is_file()]
    return sorted(str(path) for path in {*found, SPRITE} - ours)


def _fetch(package: str, folder: Path) -> Path:
    version, expected = PACKAGES[package]
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True, capture_output=True, text=True
    )
    archive = folder / packed.stdout.split()[-1]
    if sha256(archive) != expected:
        sys.exit(f"{package} {version}: the archive is not the pinned one")
    with tarfile.open(archive) as tar:
        tar.extractall(folder / archive.stem)
    return folder / archive.stem / "package"


def _copy(source: Path, target: Path) -> None:
    """Copy a file; text loses its source map comment, because hashed static files fail on a map that is not there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix not in {".css", ".js"}:
        target.write_bytes(source.read_bytes())
        return
    text = source.read_text(encoding="utf-8")
    target.write_text(re.sub(r"\n?(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$", "\n", text), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Check or rebuild; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only compare with the list of sums")
    if not parser.parse_args(arguments).check:
        rebuild()
    found = differences()
    print("\n".join(found) or "static/vendor: all sums match")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
