#!/usr/bin/env python3
"""Packs the crate as it would be published and checks that the archive stays under 10 MB; exits 1 when it does not."""
import json, pathlib, subprocess, sys

LIMIT = 10_000_000


def main():
    metadata = json.loads(subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--no-deps"]))
    subprocess.check_call(["cargo", "package", "--locked", "--allow-dirty", "--no-verify", "--quiet"])
    package = metadata["packages"][0]
    archive = pathlib.Path(metadata["target_directory"]) / "package" / f"{package['name']}-{package['version']}.crate"
    size = archive.stat().st_size
    print(f"{archive.name}: {size:,} bytes, limit {LIMIT:,}")
    sys.exit(size > LIMIT)


main()
