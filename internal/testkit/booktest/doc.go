// Package booktest makes workbooks for tests: drawn cell by cell, packed from hand-written XML parts, saved in another
// format by LibreOffice, or damaged.
package booktest
