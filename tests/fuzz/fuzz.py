#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the fuzz targets with sanitizers and lets them run: all of them, or one.

With clang and libFuzzer where they are, else with the driver of this folder. What crashes is left in the build folder.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
TARGETS = sorted(path.name for path in (HERE / "corpus").iterdir())
COVERAGE = "-fsanitize-coverage=trace-pc"
# What the driver defines; everything else that is compiled for it, meson's own trials included, needs one too.
TRACE = "__attribute__ ((weak)) void __sanitizer_cov_trace_pc (void); void __sanitizer_cov_trace_pc (void) {}\n"


def has_libfuzzer():
    """Whether clang can link a libFuzzer program here."""
    if shutil.which("clang") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "empty.c")
        source.write_text("int LLVMFuzzerTestOneInput (const char *data, long size) { return 0; }\n", encoding="utf-8")
        command = ["clang", "-fsanitize=fuzzer,address,undefined", source, "-o", Path(folder, "empty")]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def build(folder, libfuzzer):
    """Configures and builds; returns the programs by target."""
    flags = link_flags = "-fsanitize=fuzzer-no-link"
    environment = dict(os.environ, CC="clang") if libfuzzer else os.environ
    if not (folder / "build.ninja").exists():
        folder.mkdir(parents=True, exist_ok=True)
        if not libfuzzer:
            flags, link_flags = COVERAGE, folder / "trace.o"
            subprocess.run(["cc", "-c", "-x", "c", "-", "-o", link_flags], input=TRACE, text=True, check=True)
        subprocess.run(["meson", "setup", folder, TOP, "-Db_sanitize=address,undefined", "-Db_lundef=false",
                        f"-Dc_args={flags}", f"-Dc_link_args={link_flags}"],
                       check=True, env=environment, stdout=subprocess.DEVNULL)
    ending = "-libfuzzer" if libfuzzer else ""
    names = {target: f"tests/fuzz/fuzz-{target}{ending}" for target in TARGETS}
    subprocess.run(["ninja", "--quiet", "-C", folder, *names.values()], check=True)
    return {target: folder / name for target, name in names.items()}


def fuzz(target, program, libfuzzer, seconds, seed):
    """Runs one target; returns whether it held."""
    corpus = HERE / "corpus" / target
    print(f"# {target}: {seconds} seconds, seed {seed}", flush=True)
    environment = dict(os.environ, G_DEBUG="fatal-warnings", LC_ALL="C.UTF-8",
                       FAIRBOOK_BUILTIN_DIR=str(TOP / "data" / "programs" / "mgfc-pediatrics"),
                       ASAN_OPTIONS="detect_stack_use_after_return=1:strict_string_checks=1",
                       UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1",
                       LSAN_OPTIONS=f"suppressions={TOP}/build-aux/lsan.supp:print_suppressions=0")
    if not libfuzzer:
        command = [program, "--seconds", str(seconds), "--seed", str(seed), corpus]
        return subprocess.run(command, check=False, env=environment).returncode == 0
    with tempfile.TemporaryDirectory() as found:
        command = [program, f"-max_total_time={seconds}", f"-seed={seed % 2**31 or 1}", "-max_len=262144",
                   "-print_final_stats=1", f"-artifact_prefix={program}-", found, corpus]
        return subprocess.run(command, check=False, env=environment).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600, help="for each target (600)")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    parser.add_argument("--build-dir", type=Path, help="where to build (_build/fuzz)")
    arguments = parser.parse_args()
    libfuzzer = has_libfuzzer()
    folder = arguments.build_dir or TOP / "_build" / "fuzz"
    programs = build(folder.resolve(), libfuzzer)
    failed = [target for target in ([arguments.target] if arguments.target else TARGETS)
              if not fuzz(target, programs[target], libfuzzer, arguments.seconds, arguments.seed)]
    print(f"# failed: {' '.join(failed)}" if failed else "# every target held", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
