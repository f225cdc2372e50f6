// Package document writes documents as .docx by the layout of GB/T 9704-2012: A4, a text block of 156 × 225 mm with 22
// lines of 28 characters, the body in 仿宋 of 16 pt, the title in 小标宋 of 22 pt, page numbers outside. What Duban writes
// is a draft for signing (送审稿): it has no red head and no seal.
//
// The same document gives the same bytes. Fonts are named, not embedded; a machine without them takes the alternatives
// of the font table.
package document
