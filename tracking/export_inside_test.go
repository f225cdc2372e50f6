package tracking

var (
	// MonthlyOf lets the tests see what a month's workbook is written from.
	MonthlyOf = (*Service).monthly
	// CheckCache is the doctor's check of what pages are made of.
	CheckCache = (*Service).checkCache
)
