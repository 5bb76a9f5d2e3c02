# What a user writes first: one regular expression for a line.
import json
import re
import sys
from collections import Counter

FAULT = re.compile(
    r"^\s*(.+?)\s+\d+(?:/\d+)?\s+(?:\[\d+\]\s+)?\d+\.\d+:\s+(?:\d+\s+)?exceptions:page_fault_(?:user|kernel):"
)
by_process = Counter()
with open(sys.argv[1], encoding="utf-8", errors="replace") as lines:
    for line in lines:
        found = FAULT.match(line)
        if found:
            by_process[found.group(1)] += 1
print(json.dumps({"names": sorted(map(list, by_process.items())), "seconds": []}, separators=(",", ":")))
