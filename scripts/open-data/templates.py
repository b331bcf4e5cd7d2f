"""Fills in the templates of a running register as people do, with openpyxl, and sends them: templates.py ADDRESS

The values are those of the examples in the templates, and of their drop-down lists. SHAHRAK_TOKEN is the token of an officer.
"""

import io
import json
import os
import sys
import time
import urllib.error
import urllib.request

import openpyxl

ADDRESS = sys.argv[1]
TOKEN = os.environ["SHAHRAK_TOKEN"]
# What the examples say is true of one line; these are the keys by which the lines refer to each other.
TEMPLATES = {
    "parks": {"code": "TPL-P"},
    "infrastructure": {"park": "TPL-P"},
    "units": {"code": "TPL-1", "park": "TPL-P", "province": None},
    "one-sheet": {"code": "TPL-2", "park": "TPL-P", "province": None},
    "events": {
        "unit": "TPL-1", "capacity_percent": None, "progress_percent": None, "area_m2": None, "reasons": None, "body": None,
        "means": None, "replaces": None, "voids": None, "recorded_at": None, "recorded_by": None,
    },
    "metrics": {"code": "tpl_metric", "part_of": None, "quotient": None},
    "targets": {"year": "1402", "decided_on": "1402-01-05", "body": None, "recorded_at": None},
    "announcements": {"id": "tpl1", "recorded_at": None},
    "budgets": {"year": "1402", "decided_on": "1402-01-05", "recorded_at": None},
    "support_cases": {
        "case": "TPL-C", "unit": "TPL-1", "applicant": None, "province": None, "body": None, "outcome": None, "replaces": None,
        "voids": None, "recorded_at": None, "recorded_by": None,
    },
}


def send(path, body=None, **headers):
    request = urllib.request.Request(ADDRESS + path, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response, response.read()
    except urllib.error.HTTPError as error:
        sys.exit(f"{path}: {error.code} {error.read().decode()}")


def choices(book, sheet, letter):
    """The values of the drop-down list of a column."""
    for validation in sheet.data_validations.dataValidation:
        if f"{letter}2" in validation.sqref and validation.type == "list":
            name, cells = validation.formula1.strip("=").rsplit("!", 1)
            return [cell[0].value for cell in book[name.strip("'")][cells.replace("$", "")]]
    return []


def filled(name, language):
    _, content = send(f"/templates/{name}.xlsx", **{"Accept-Language": language})
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2", f"{name}: the header is not frozen"
    lists = 0
    for header in sheet[1]:
        example = sheet.cell(2, header.column)
        column = header.comment.text.split(f"{header.value} (", 1)[1].split(")", 1)[0]
        values = choices(book, sheet, header.column_letter)
        lists += bool(values)
        assert not values or header.column == 1 or example.value in values, f"{name}: {column}: {example.value}"
        value = TEMPLATES[name].get(column, example.value)
        if header.column == 1 and column not in TEMPLATES[name]:
            value = header.comment.text.rsplit(": ", 1)[-1] if values == [] else values[0]
            value = {"event": "tpl-e"}.get(column, value)
        cell = sheet.cell(3, header.column, value)
        cell._style = example._style
    output = io.BytesIO()
    book.save(output)
    return output.getvalue(), lists


def check(language):
    body = b""
    lists = 0
    for name in TEMPLATES:
        content, drop_downs = filled(name, language)
        lists += drop_downs
        head = f'--frontier\r\ncontent-disposition: form-data; name="files"; filename="{name}.xlsx"\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    body += b"--frontier--\r\n"
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "multipart/form-data; boundary=frontier"}
    response, _ = send("/imports?dryRun=true", body, **headers)
    while True:
        report = json.loads(send(response.headers["location"], **headers)[1])["import"]
        if report["endedAt"]:
            break
        time.sleep(0.1)
    for refusal in report["refusals"]:
        print(f'{refusal["file"]} {refusal["cell"] or refusal["line"]}: {refusal["message"]}', file=sys.stderr)
    assert not report["refusals"], "filled templates are refused"
    for file in report["files"]:
        assert file["read"] == 1, f'{file["name"]}: {file["read"]} lines are read'
    print(f"{len(TEMPLATES)} templates ({language}) with {lists} drop-down lists: filled in, {len(report['files'])} files accepted")


for language in ("en", "fa"):
    check(language)
