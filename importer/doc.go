// Package importer turns a workbook into rows and findings, and rows into a workbook.
//
// Inspect reads what a bureau sent: it finds the table in every sheet, says which column it takes for what and how sure
// it is, checks each declared count and total against the rows, and reports everything odd with its cell. Compare says
// what committing such a Book would change. Both are pure: no database, no network, no clock.
//
// Rows are read by the package's own strict reader and not by excelize, whose Rows and GetRows drop XML and zip errors
// and so return fewer rows without an error. Any damage refuses the whole workbook.
package importer
