"""How the program ends: one plain sentence for every mistake, and the exit code that belongs to it.

0 fine; 1 a check that was asked for failed; 2 the blueprint or the command line is wrong; 3 the run
failed, or sopsim did; 130 interrupted.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any

import typer
from typer.core import TyperGroup

from simulator.cli.mistake import report_mistake
from simulator.errors import BlueprintError, RunError, SopsimError, UsageError
from simulator.names import did_you_mean

INTERRUPTED = 130

#: Rich lays a report out in so many letters where there is no window.
_WIDTH_OF_A_PIPE = 80


class PlainGroup(TyperGroup):
    """The top of the command line, which tells every error in the same plain way."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> Any:
        """Run the command that `args` (default: those of the process) name, and exit."""
        _open_what_is_closed()
        _show_what_can_be_shown()
        arguments = list(sys.argv[1:] if args is None else args)
        sys.exit(exit_code_of(lambda: self._run(arguments)))

    def _run(self, arguments: list[str]) -> None:
        try:
            with self.make_context("sopsim", list(arguments)) as context:
                self.invoke(context)
        except typer.TyperException as error:
            command = next((word for word in arguments if word in self.commands), "")
            _tell_prose(_usage(error, f"sopsim {command}".rstrip(), arguments))
            raise typer.Exit(UsageError.exit_code) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command named first in `args`; an unknown one gets the names it may have meant."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise UsageError(f"there is no command `{args[0]}`; {did_you_mean(args[0], self.commands)}")
        return super().resolve_command(ctx, args)


def exit_code_of(action: Callable[[], None]) -> int:
    """Carry out `action`; whatever goes wrong is told on stderr, and becomes the exit code."""
    try:
        action()
        sys.stdout.flush()
    except typer.Exit as end:
        return int(end.exit_code)
    except BlueprintError as error:
        tell(_all_problems(error))
        return error.exit_code
    except SopsimError as error:
        _tell_prose(f"sopsim: {error}")
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        tell("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return 0
    except MemoryError:
        tell("sopsim: the memory does not suffice; let it run shorter, or ask for fewer replications")
        return RunError.exit_code
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            _let_go_of_stdout()
            tell("sopsim: the disk is full; what was printed is not complete")
            return RunError.exit_code
        if os.environ.get("SOPSIM_DEBUG") == "1":
            tell("".join(traceback.format_exception(error)))
        else:
            tell(report_mistake(error, sys.argv))
        return RunError.exit_code
    return 0


def tell(message: str) -> None:
    """Print on stderr, whatever letters it can show."""
    typer.echo(message, err=True)


def _tell_prose(message: str) -> None:
    """Print lines of prose on stderr, each broken to the window."""
    from simulator.cli.lines import broken

    width = width_of_stderr()
    tell("\n".join(part for line in message.splitlines() for part in broken(line, width, whole_words=True)))


def _all_problems(error: BlueprintError) -> str:
    from simulator.cli.lines import problem_lines

    width = width_of_stderr()
    told = "\n\n".join("\n".join(problem_lines(problem, width)) for problem in error.problems)
    count = len(error.problems)
    counted = "1 problem" if count == 1 else f"{count} problems"
    return f"{told}\n\n{counted}."


def width_of_stderr() -> int:
    """Letters in a line: of the terminal, or as COLUMNS says; in a pipe as many as a report has there."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _WIDTH_OF_A_PIPE
    except (OSError, ValueError):
        return _WIDTH_OF_A_PIPE


def _usage(error: typer.TyperException, command: str, arguments: Sequence[str]) -> str:
    """A fault of the command line: of which command, what is wrong, what was meant, where to look."""
    option, context = getattr(error, "option_name", None), getattr(error, "ctx", None)
    if type(error).__name__ == "NoSuchOption" and context is not None:
        known = [name for parameter in context.command.params for name in parameter.opts]
        meant = did_you_mean(str(option), [name for name in known if name.startswith("--")])
        said = f"there is no option `{option}`" + (f"; {meant}" if meant else "")
    else:
        said = error.format_message().replace("'", "`").rstrip(".")
        said = said[:1].lower() + said[1:]
        if "extra argument" in said and (meant := _in_quotes(arguments)):
            said += f"; what has spaces in it stands in quotes: {meant}"
    return f"{command}: {said}\nSee `{command} --help`."


def _open_what_is_closed() -> None:
    """Where stdin, stdout or stderr was closed (`>&-`) is nothing to read, and nobody to be told."""
    if sys.stdin is not None and sys.stdout is not None and sys.stderr is not None:
        return
    while (lowest := os.open(os.devnull, os.O_RDWR)) <= 2:  # no file of ours may come to stand there
        os.set_inheritable(lowest, True)  # nor of the processes that we start
    os.close(lowest)
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BytesIO())
    sys.stdout = sys.stdout or io.TextIOWrapper(io.BytesIO(), "utf-8")
    sys.stderr = sys.stderr or io.TextIOWrapper(io.BytesIO(), "utf-8")


def _in_quotes(arguments: Sequence[str]) -> str:
    """Return the option whose value was cut at its spaces, with the value in quotes."""
    for number, option in enumerate(arguments):
        if option not in {"--set", "--scenario"}:
            continue
        words = list(takewhile(lambda word: not word.startswith("--"), arguments[number + 1 :]))
        words = [word for word in words if not word.endswith((".yaml", ".yml"))]
        if len(words) > 1:
            return f'{option} "{" ".join(words)}"'.replace(" = ", "=")
    return ""


def _show_what_can_be_shown() -> None:
    """Letters that a terminal or a pipe has not become `?`, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _let_go_of_stdout() -> None:
    """The reader has gone (`| head`): nothing more is to be written, not even by Python's own farewell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
