// Package sheet reads the cells of a workbook: .xlsx, .xls, .csv, and zip archives of them.
//
// Read returns every cell of every sheet as it is stored, with its number format and the merged ranges. Limits bound
// what one file may cost. Any damage refuses the whole workbook: excelize, whose Rows and GetRows drop XML and zip
// errors and so return fewer rows without an error, is not used here.
package sheet
