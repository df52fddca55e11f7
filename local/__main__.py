import os
import sys
from pathlib import Path

from local.commands import manage, test
from local.demo import demo

if __name__ == "__main__":
    word, *rest = sys.argv[1:]
    data_dir = Path(os.environ["DATA_DIR"])
    if word == "demo" and not rest:
        demo(data_dir)
    elif word == "test":
        sys.exit(test(data_dir, rest))
    else:
        sys.exit(manage(data_dir, [word, *rest]))
