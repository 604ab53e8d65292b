"""Reads the CSV of a query with pandas, straight from its address; prints columns, types and rows as JSON.

Arguments: the address, the columns that hold dates.
"""

import json
import sys

import pandas as pd

address, *dates = sys.argv[1:]
frame = pd.read_csv(address, parse_dates=dates)
answer = {
    "columns": list(frame.columns),
    "types": {name: frame[name].dtype.kind for name in frame.columns},
    "rows": json.loads(frame.to_json(orient="values", date_format="iso", date_unit="s")),
}
sys.stdout.write(json.dumps(answer))
