// Package figurecheck has tests only. They put the question of an office before a meeting: every page, API answer,
// command, workbook and text that prints a figure of a programme is read, and each figure on it is compared with the
// one that models computed. A figure that differs is named, with the place that printed it.
package figurecheck
