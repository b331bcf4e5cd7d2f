# Writes the workbooks of this folder: python generate.py (needs openpyxl, XlsxWriter, and LibreOffice as soffice)
import datetime, os, subprocess, tempfile
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


def one_sheet(path, code):
    """A unit a row, with typed cells: dates, amounts with separators, percentages, and a title of merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "واحدها"
    sheet.append(["فهرست واحدها"])
    sheet.merge_cells("A1:H1")
    sheet.append(["ردیف", "کد", "شهرک", "نام", "تاریخ بهره‌برداری", "سرمایه‌گذاری (ریال)", "وضعیت", "تاریخ وضعیت", "ظرفیت"])
    day = datetime.date(2018, 4, 21)
    sheet.append([1, code, "TOUS", "پنیر طوس", day, 1500000000, "نیمه‌فعال", datetime.date(2020, 5, 21), 0.4])
    sheet.append([2, code + "B", "TOUS", "شیشه طوس", day, 2500000000, "فعال", None, None])
    for row in (3, 4):
        sheet.cell(row, 5).number_format = "yyyy-mm-dd"
        sheet.cell(row, 6).number_format = "#,##0"
        sheet.cell(row, 8).number_format = "dd/mm/yyyy"
        sheet.cell(row, 9).number_format = "0%"
    book.save(path)


def by_libreoffice(path, write):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, os.path.basename(path))
        write(source)
        filter = "xlsx:Calc MS Excel 2007 XML"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", "--headless", "--norestore", profile, "--convert-to", filter]
        subprocess.run([*command, "--outdir", os.path.dirname(path), source], check=True, capture_output=True)


os.makedirs(os.path.join(HERE, "libreoffice"), exist_ok=True)
by_libreoffice(os.path.join(HERE, "libreoffice", "register.xlsx"), lambda path: by_openpyxl(path, "LO1"))
one_sheet(os.path.join(HERE, "..", "one-sheet-workbook", "list.xlsx"), "OS1")
by_libreoffice(os.path.join(HERE, "..", "one-sheet-by-libreoffice", "list.xlsx"), lambda path: one_sheet(path, "OS2"))
