// Package sheet reads the cells of a workbook: .xlsx, .xls, .csv, and zip archives of them.
//
// Read returns every cell of every sheet as it is stored, with its number format and the merged ranges. Limits bound
// the memory and time for one file. Any damage refuses the complete workbook. excelize is not used here, because its
// Rows and GetRows ignore XML and zip errors and then return fewer rows without an error.
package sheet
