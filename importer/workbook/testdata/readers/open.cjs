// Opens each workbook with exceljs and with SheetJS, and prints what each understands of it, one JSON document a line.
const ExcelJS = require("exceljs");
const SheetJS = require("xlsx");

async function main() {
  for (const file of process.argv.slice(2)) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    print(file, "exceljs", book.worksheets.map((s) => s.name), book.worksheets[0].getCell("A1").text, book.title, book.created);
    const other = SheetJS.readFile(file);
    const first = other.Sheets[other.SheetNames[0]];
    print(file, "SheetJS", other.SheetNames, first.A1.v, other.Props.Title, other.Props.CreatedDate);
  }
}

function print(file, reader, sheets, first, title, created) {
  console.log(JSON.stringify({ file, reader, sheets, first, title, created }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
