"""What schemathesis cannot know of the private API: keys that are used once, and names of things there are.

Without it most requests end at an Idempotency-Key that was used with another body, or at an id that nothing has.
"""

import itertools
import json
import os
import re

import schemathesis

KEY = re.compile(r"[ \t]*[\x21-\x7E]{1,200}[ \t]*")
# By the first segment of a path, and for `configurationId`.
IDS = {name: itertools.cycle(ids) for name, ids in json.loads(os.environ["CONTRACT_IDS"]).items()}
numbers = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(numbers)
    key = (case.headers or {}).get("Idempotency-Key")
    # One that is refused for its form stays as it is.
    if isinstance(key, str) and KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = f"{number}-{key.strip()}"
    # Every second time: what is unknown has to be answered as documented too.
    if number % 2 == 0 and case.path_parameters:
        kind = case.path.split("/")[1]
        for name in case.path_parameters:
            ids = IDS.get(name) or IDS.get(kind)
            if ids is not None:
                case.path_parameters[name] = next(ids)
