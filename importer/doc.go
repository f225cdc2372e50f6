// Package importer reads the sheets of a workbook: it turns cells into rows of projects, reports and milestones, and
// into findings.
//
// Inspect finds the tables of every sheet, reports which field each column was mapped to and with what confidence,
// checks each declared count and total against the rows, and reports everything odd with its cell. It uses no database,
// no network and no clock.
//
// Cells come from importer/sheet. importer/compare compares a Book with the database; importer/workbook writes
// workbooks.
package importer
