// Package importer reads what the sheets of a workbook say: it turns cells into rows of projects, reports and
// milestones, and into findings.
//
// Inspect finds the table in every sheet, says which field each column was mapped to and how sure that is, checks each
// declared count and total against the rows, and reports everything odd with its cell. It uses no database, no network
// and no clock.
//
// Cells come from importer/sheet. importer/compare compares a Book with the database; importer/workbook writes
// workbooks.
package importer
