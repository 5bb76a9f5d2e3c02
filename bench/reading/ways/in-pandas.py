import json
import sys

import pandas

path = sys.argv[1]
by_process, by_second, start = {}, {}, None
# in pieces: the whole would not fit into memory for the sizes that matter
for piece in pandas.read_json(path, lines=True, chunksize=500_000):
    data = piece.loc[piece["type"] == "printf", "data"]
    fields = data.str.extract(r"^(\d+) \d+ \d+ [uk?] [0-9a-f]+ (.*)\n$")
    time = fields[0].astype("int64")
    start = int(time.iloc[0]) if start is None else start
    inside = (time >= start) & (time < start + 100_000_000_000)
    for name, count in fields.loc[inside, 1].value_counts().items():
        by_process[name] = by_process.get(name, 0) + int(count)
    for second, count in ((time[inside] - start) // 1_000_000_000).value_counts().items():
        by_second[second] = by_second.get(second, 0) + int(count)
seconds = [by_second.get(second, 0) for second in range(max(by_second) + 1)]
print(json.dumps({"names": sorted(map(list, by_process.items())), "seconds": seconds}, separators=(",", ":")))
