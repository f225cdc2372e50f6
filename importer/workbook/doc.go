// Package workbook writes workbooks: plans, progress and milestone tables, the monthly report, the year's record, the
// escalation list, forms to fill in, a copy of an uploaded workbook marked with its findings, and an office's own form
// filled with the figures on record. It is the only package that uses excelize.
package workbook
