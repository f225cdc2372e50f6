package tracking

// MonthlyOf lets the tests see what a month's workbook is written from.
var MonthlyOf = (*Service).monthly
