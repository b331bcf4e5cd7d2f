# Writes the workbooks of this folder: python generate.py (needs openpyxl and XlsxWriter)
import os, sys
import openpyxl, xlsxwriter

HERE = os.path.dirname(os.path.abspath(__file__))
UNITS = [["کد", "شهرک", "نام", "بخش"], ["{}", "TOUS", "پنیر طوس", "غذایی، آشامیدنی و دارویی"]]
EVENTS = [["رویداد", "واحد", "نوع رویداد", "تاریخ", "سرمایه‌گذاری", "اشتغال"],
          ["e1", "{}", "بهره‌برداری", "1398/05/01", "1,500,000", 12]]


def rows(table, code):
    return [[cell.replace("{}", code) if isinstance(cell, str) else cell for cell in row] for row in table]


def by_openpyxl(path, code):
    book = openpyxl.Workbook()
    units = book.active
    units.title = "فهرست"
    units.append(["فهرست واحدها"])
    units.append([])
    for row in rows(UNITS, code):
        units.append(row)
    events = book.create_sheet("رویدادها")
    for row in rows(EVENTS, code):
        events.append(row)
    book.create_sheet("notes").append(["a remark"])
    book.save(path)


def by_xlsxwriter(path, code):
    book = xlsxwriter.Workbook(path)
    for name, table in [("units", UNITS), ("events", EVENTS)]:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows(table, code)):
            sheet.write_row(number, 0, row)
    book.close()


by_openpyxl(os.path.join(HERE, "openpyxl", "register.xlsx"), "OP1")
by_xlsxwriter(os.path.join(HERE, "xlsxwriter", "register.xlsx"), "XW1")
