"""The library waits for itself in a loop of its own, which a thread can have only one of."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Given = TypeVar("Given")


def beside(call: Callable[Asked, Given], *args: Asked.args, **kwargs: Asked.kwargs) -> Given:
    """Make a call in a thread of its own and wait for it: ours may be running a loop already."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(call, *args, **kwargs).result()


def finished(work: Coroutine[Any, Any, Given]) -> Given:
    """What the work gives in the end."""
    return beside(asyncio.run, work)
