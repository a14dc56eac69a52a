# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of fairctl share: a data folder of their own, the program, and results as TAP."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

FAIRCTL = os.environ['FAIRCTL']
BUILTIN = os.environ['FAIRBOOK_BUILTIN_DIR']
UUID = r'[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
# Generous: what takes longer hangs.
TIMEOUT = 60


def person(**changes):
    """Answers that the built-in form accepts, with changes; None removes a member."""
    answers = {'given_name': 'Zoë', 'family_name': "O'Brien & Søn", 'email': 'zoe@example.org', 'consent': True}
    answers.update(changes)
    return {name: value for name, value in answers.items() if value is not None}


def data_file(folder, name):
    """The path of a file in a folder of tests/data."""
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'data', folder, name)


def people_file(name):
    """The path of a file of answers in tests/data/people."""
    return data_file('people', name)


def lines(*people):
    return ''.join(json.dumps(one, ensure_ascii=False) + '\n' for one in people).encode()


class FairctlCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='fairctl ñ ')
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = os.path.join(self.folder, 'data folder — ü')

    @property
    def journal(self):
        return os.path.join(self.data, 'signups', 'signups.jsonl')

    def command(self, *arguments):
        return [FAIRCTL, '--data-dir', self.data, *arguments]

    def run_fairctl(self, *arguments, stdin=b'', **options):
        """Runs a command; gives its exit status, its standard output and its standard error."""
        done = subprocess.run(self.command(*arguments), input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=TIMEOUT, **options)
        return done.returncode, done.stdout, done.stderr.decode()

    def expect(self, status, *arguments, stdin=b'', **options):
        """As run_fairctl(), and the exit status must be this one; gives the two outputs."""
        found, output, errors = self.run_fairctl(*arguments, stdin=stdin, **options)
        self.assertEqual(found, status, f'{arguments}: {errors}')
        return output, errors

    def add(self, *people, arguments=()):
        output, errors = self.expect(0, 'add', *arguments, stdin=lines(*people))
        self.assertEqual(errors, '')
        return output.decode().splitlines()

    def records(self):
        output, _ = self.expect(0, 'list', '--json')
        return [json.loads(line) for line in output.split(b'\n')[:-1]]

    def write(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, 'wb') as file:
            file.write(data)
        return path


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.count = 0

    def say(self, good, test, note=''):
        self.count += 1
        print(f'{"ok" if good else "not ok"} {self.count} - {test.id().split(".", 1)[1]}{note}', flush=True)

    def diagnose(self, text):
        for line in text.splitlines():
            print(f'# {line}', flush=True)

    def addSuccess(self, test):
        self.say(True, test)

    def addSkip(self, test, reason):
        self.say(True, test, f' # SKIP {reason}')

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.say(False, test)
        self.diagnose(self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.say(False, test)
        self.diagnose(self.errors[-1][1])

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.say(False, subtest)
            self.diagnose(self._exc_info_to_string(err, test))


def main():
    """Runs the tests of the file that calls it, in their order there, or those named on the command line."""
    loader = unittest.defaultTestLoader
    if len(sys.argv) > 1:
        suite = loader.loadTestsFromNames(sys.argv[1:], sys.modules['__main__'])
    else:
        suite = loader.loadTestsFromModule(sys.modules['__main__'])
    result = TapResult()
    suite.run(result)
    print(f'1..{result.count}')
