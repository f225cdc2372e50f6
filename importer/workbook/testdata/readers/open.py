"""Opens each workbook with openpyxl, and prints what it understands of it, one JSON document a line."""

import json
import sys

import openpyxl

for file in sys.argv[1:]:
    book = openpyxl.load_workbook(file)
    print(json.dumps({
        "file": file, "reader": "openpyxl", "sheets": book.sheetnames, "first": book.worksheets[0]["A1"].value,
        "title": book.properties.title, "created": book.properties.created.isoformat() + ".000Z",
    }, ensure_ascii=False))
