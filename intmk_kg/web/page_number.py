"""The parameter `page`."""

import re

from flask import request

from intmk_kg.web.problems import Problem

_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def page_number() -> int:
    """The page that the current request asks for, from 1 on.

    Raises:
        Problem: 400, it is no number.
    """
    number = request.args.get("page", "1")
    if _PAGE_NUMBER.fullmatch(number) is None:
        raise Problem(400, "`page` is a number from 1 on.")
    return int(number)
