// Package wordform fills an office's own Word document (.docx) with figures. A placeholder is a name in two braces,
// {{月份}} or ｛｛月份｝｝. A row of a table, or a paragraph outside tables, with a field of a list, {{滞后项目.名称}}, is repeated
// for each entry of the list. What is not a placeholder stays as it is, byte by byte.
//
// Read says what is wrong with a document before it is ever used. The same document and values give the same bytes.
package wordform
