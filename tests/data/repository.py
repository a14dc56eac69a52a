# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the data share: where things are, and the JSON Schemas."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

TOP = Path(__file__).resolve().parents[2]
SCHEMAS = TOP / "data" / "schemas"
PACK = TOP / "data" / "programs" / "mgfc-pediatrics"
EXAMPLES = TOP / "tests" / "data" / "journal" / "every-line-kind.jsonl"


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def validator(schema):
    return Draft202012Validator(schema, format_checker=FormatChecker())


def schema_named(name):
    return validator(load(SCHEMAS / f"{name}.schema.json"))


def complaints(schema, value):
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(value)]
